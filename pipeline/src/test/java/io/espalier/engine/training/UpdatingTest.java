package io.espalier.engine.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.kernel.Closeness;
import io.espalier.model.Clipping;
import io.espalier.model.Mask;
import io.espalier.model.OptimiserLayout;
import io.espalier.model.ParameterLayout;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class UpdatingTest {
  private static final int EXAMPLES = 5;

  @ParameterizedTest
  @EnumSource
  void givesDeeplearning4jsParametersAndState(Clipping.Kind clipping) {
    for (long seed = 0; seed < 12; seed++) {
      RandomTraining random = new RandomTraining(seed, clipping);
      MultiLayerNetwork stock = random.stock();
      ParameterLayout layout = random.network().layout();
      float[] parameters = numbers(seed, layout.length());
      stock.setParams(Nd4j.createFromArray(parameters));
      Flat flat = Flat.of(layout.length());
      Updating ours = new Updating(layout, random.training(), flat);
      ours.load(parameters, stockState(stock));
      for (int iteration = 0; iteration < 4; iteration++) {
        float[] gradient = numbers(100 * seed + iteration, layout.length());
        stock.getFlattenedGradients().assign(Nd4j.createFromArray(gradient).reshape(1, -1));
        stock
            .getUpdater()
            .update(
                stock,
                gradient(stock),
                iteration,
                iteration / 2,
                EXAMPLES,
                LayerWorkspaceMgr.noWorkspaces());
        stock.params().subi(stock.getFlattenedGradients().reshape(stock.params().shape()));
        System.arraycopy(gradient, 0, flat.gradient(), 0, gradient.length);
        ours.take(iteration, iteration / 2, EXAMPLES);
        Closeness.assertClose(
            "change " + seed,
            flat.gradient(),
            stock.getFlattenedGradients().data().asFloat(),
            1e-5);
        Closeness.assertClose(
            "parameters " + seed, flat.parameters(), stock.params().data().asFloat(), 1e-5);
        Closeness.assertClose("state " + seed, ours.state(), stockState(stock), 1e-5);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void prunedParametersCountNowhereAndStayAtZero(Clipping.Kind clipping) {
    for (long seed = 0; seed < 12; seed++) {
      RandomTraining random = new RandomTraining(seed, clipping);
      ParameterLayout layout = random.network().layout();
      Mask mask = mask(layout.length());
      float[] gradient = numbers(1, layout.length());
      float[] kept = gradient.clone();
      for (int i = 0; i < kept.length; i++) {
        kept[i] = mask.keeps(i) ? kept[i] : 0f;
      }
      Updating held = updating(random, mask, gradient);
      Updating zeroed = updating(random, mask, kept);
      assertThat(held.state()).isEqualTo(zeroed.state());
      int[] owners = OptimiserLayout.of(layout, random.training()).owners();
      float[] state = held.state();
      for (int i = 0; i < state.length; i++) {
        assertThat(mask.keeps(owners[i]) || state[i] == 0f).isTrue();
      }
    }
  }

  private static Updating updating(RandomTraining random, Mask mask, float[] gradient) {
    ParameterLayout layout = random.network().layout();
    Flat flat = Flat.of(layout.length());
    Updating updating = new Updating(layout, random.training(), flat);
    updating.load(numbers(2, layout.length()), new float[0]);
    updating.hold(mask);
    for (int iteration = 0; iteration < 3; iteration++) {
      System.arraycopy(gradient, 0, flat.gradient(), 0, gradient.length);
      updating.take(iteration, 0, EXAMPLES);
      for (int i = 0; i < gradient.length; i++) {
        assertThat(mask.keeps(i) || flat.parameters()[i] == 0f).isTrue();
      }
    }
    return updating;
  }

  @Test
  void stateSurvivesALoad() {
    RandomTraining random = new RandomTraining(3, Clipping.Kind.NONE);
    ParameterLayout layout = random.network().layout();
    Flat flat = Flat.of(layout.length());
    Updating updating = new Updating(layout, random.training(), flat);
    float[] state = numbers(7, updating.state().length);
    updating.load(numbers(8, layout.length()), state);
    assertThat(updating.state()).isEqualTo(state);
  }

  private static Mask mask(int length) {
    float[] keep = numbers(5, length);
    for (int i = 0; i < length; i += 3) {
      keep[i] = 0f;
    }
    return Mask.ofNonzero(keep);
  }

  private static float[] stockState(MultiLayerNetwork stock) {
    INDArray state = stock.getUpdater().getStateViewArray();
    return state == null ? new float[0] : state.dup('c').data().asFloat();
  }

  private static Gradient gradient(MultiLayerNetwork stock) {
    INDArray all = stock.getFlattenedGradients();
    DefaultGradient gradient = new DefaultGradient(all);
    long at = 0;
    for (Map.Entry<String, INDArray> entry : stock.paramTable().entrySet()) {
      long end = at + entry.getValue().length();
      gradient.setGradientFor(
          entry.getKey(), all.reshape(all.length()).get(NDArrayIndex.interval(at, end)));
      at = end;
    }
    return gradient;
  }

  private static float[] numbers(long seed, int n) {
    Random random = new Random(seed);
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
