package io.espalier.engine.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.kernel.Closeness;
import io.espalier.model.UpdateRule;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.AdaBelief;
import org.nd4j.linalg.learning.config.IUpdater;

class RuleArithmeticTest {
  private static final int N = 37;

  static Stream<UpdateRule> rules() {
    return StockUpdaters.all().keySet().stream();
  }

  @Test
  void everyKindIsCompared() {
    assertThat(rules().map(UpdateRule::kind)).containsExactlyInAnyOrder(UpdateRule.Kind.values());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void givesDeeplearning4jsChangesAndStates(UpdateRule rule) {
    IUpdater updater = StockUpdaters.all().get(rule);
    int states = rule.kind().states();
    assertThat(updater.stateSize(N)).isEqualTo((long) states * N);
    INDArray view = Nd4j.create(1, Math.max(1, states) * N);
    GradientUpdater<?> stock = stock(updater, view);
    float[][] state = new float[states][N];
    Random random = new Random(1);
    for (int iteration = 0; iteration < 12; iteration++) {
      float[] gradient = new float[N];
      for (int i = 0; i < N; i++) {
        gradient[i] = (float) random.nextGaussian() * (i % 5 == 0 ? 0 : 1);
      }
      INDArray theirs = Nd4j.createFromArray(gradient.clone()).reshape(1, N);
      stock.applyUpdater(theirs, iteration, 0);
      RuleArithmetic.apply(rule, gradient, state, 0, 20, StockUpdaters.RATE, 0.8, iteration);
      RuleArithmetic.apply(rule, gradient, state, 20, N, StockUpdaters.RATE, 0.8, iteration);
      Closeness.assertClose("change " + iteration, gradient, theirs.data().asFloat(), 1e-5);
      for (int kind = 0; kind < states; kind++) {
        float[] expected = new float[N];
        System.arraycopy(view.data().asFloat(), kind * N, expected, 0, N);
        Closeness.assertClose("state " + kind, state[kind], expected, 1e-5);
      }
    }
  }

  /** AdaBelief cannot be made on a view of the state. */
  private static GradientUpdater<?> stock(IUpdater updater, INDArray view) {
    if (updater.stateSize(N) == 0) {
      return updater.instantiate((INDArray) null, false);
    }
    if (updater instanceof AdaBelief) {
      INDArray mean = view.get(NDArrayIndex.all(), NDArrayIndex.interval(0, N));
      INDArray surprise = view.get(NDArrayIndex.all(), NDArrayIndex.interval(N, 2 * N));
      return updater.instantiate(Map.of("M", mean, "S", surprise), false);
    }
    return updater.instantiate(view, false);
  }
}
