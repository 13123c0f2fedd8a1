package io.espalier.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.espalier.kernel.ActivationFunction;
import io.espalier.kernel.Closeness;
import io.espalier.kernel.DoubleFunction;
import io.espalier.kernel.StockActivations;
import io.espalier.model.Activation;
import io.espalier.model.Loss.Kind;
import io.espalier.objective.StockLosses.Pair;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LossFunctionTest {
  private static final int LANES = 5;

  static Stream<Arguments> losses() {
    return Stream.of(1, 2, 5, 12)
        .flatMap(
            outputs ->
                StockLosses.all(outputs).stream()
                    .flatMap(
                        pair ->
                            Stream.of(
                                    Activation.SOFTMAX,
                                    Activation.SIGMOID,
                                    Activation.of(Activation.Kind.SOFTPLUS))
                                .skip(outputs == 1 ? 1 : 0)
                                .map(activation -> Arguments.of(pair, activation, outputs))));
  }

  @Test
  void everyKindIsCompared() {
    assertThat(losses().map(arguments -> ((Pair) arguments.get()[0]).ours().kind()))
        .contains(Kind.values());
  }

  @ParameterizedTest(name = "{0} behind {1}, {2} outputs")
  @MethodSource("losses")
  void givesDeeplearning4jsLossAndErrors(Pair pair, Activation activation, int outputs) {
    Random random = new Random(outputs);
    float[] sums = gaussians(random, outputs * LANES);
    float[][] wanted = wanted(pair.ours().kind(), outputs, random);
    IActivation stock = StockActivations.all().get(activation);
    INDArray z = Nd4j.createFromArray(sums.clone()).reshape(outputs, LANES).transpose().dup('c');
    INDArray labels = Nd4j.createFromArray(wanted);
    if (pair.ours().kind() == Kind.SPARSE_CROSS_ENTROPY) {
      labels = labels.argMax(1).reshape(LANES, 1).castTo(z.dataType());
    }
    double expected = pair.stock().computeScore(labels, z.dup(), stock, null, false);
    INDArray errors = pair.stock().computeGradient(labels, z.dup(), stock, null);

    ActivationFunction function = ActivationFunction.of(activation);
    LossFunction loss = LossFunction.of(pair.ours(), activation, outputs);
    float[] said = sums.clone();
    function.forward(said, outputs, LANES);
    assertThat(sum(loss, said, wanted)).isCloseTo(expected, within(1e-5 * Math.abs(expected)));
    float[] into = errors(loss, said, wanted);
    if (!loss.errorIsOfSums()) {
      function.backward(into, sums, said, into, outputs, LANES);
    }
    Closeness.assertClose("errors", into, errors.transpose().dup('c').data().asFloat(), 1e-5);
  }

  /** Not where Deeplearning4j, and with it we, take another slope than the loss's. */
  static Stream<Arguments> withTheirSlope() {
    return losses()
        .filter(
            arguments -> {
              Pair pair = (Pair) arguments.get()[0];
              Activation.Kind behind = ((Activation) arguments.get()[1]).kind();
              return switch (pair.ours().kind()) {
                case F_MEASURE -> (int) arguments.get()[2] == 1;
                case CROSS_ENTROPY, SPARSE_CROSS_ENTROPY -> pair.ours().numbers().get(0) < 0.1;
                case BINARY_CROSS_ENTROPY ->
                    pair.ours().numbers().get(0) < 0.1 && behind == Activation.Kind.SIGMOID;
                case KULLBACK_LEIBLER -> behind != Activation.Kind.SOFTPLUS;
                default -> true;
              };
            });
  }

  @ParameterizedTest(name = "{0} behind {1}, {2} outputs")
  @MethodSource("withTheirSlope")
  void errorsAreSlopes(Pair pair, Activation activation, int outputs) {
    Random random = new Random(outputs);
    float[] sums = gaussians(random, outputs * LANES);
    float[][] wanted = wanted(pair.ours().kind(), outputs, random);
    float[] expected = new float[sums.length];
    double h = 1e-6;
    for (int i = 0; i < sums.length; i++) {
      double more = DoubleLoss.of(pair.ours(), shifted(activation, sums, i, h), wanted);
      double less = DoubleLoss.of(pair.ours(), shifted(activation, sums, i, -h), wanted);
      expected[i] = (float) ((more - less) / (2 * h));
    }
    ActivationFunction function = ActivationFunction.of(activation);
    LossFunction loss = LossFunction.of(pair.ours(), activation, outputs);
    float[] said = sums.clone();
    function.forward(said, outputs, LANES);
    assertThat(sum(loss, said, wanted))
        .isCloseTo(
            DoubleLoss.of(pair.ours(), shifted(activation, sums, 0, 0), wanted),
            withinPercentage(1e-4));
    float[] into = errors(loss, said, wanted);
    if (!loss.errorIsOfSums()) {
      function.backward(into, sums, said, into, outputs, LANES);
    }
    Closeness.assertClose("errors", into, expected, 1e-6);
  }

  /** What is said [outputs][lanes] when one sum is another. */
  private static double[] shifted(Activation activation, float[] sums, int at, double by) {
    double[] shifted = new double[sums.length];
    Arrays.setAll(shifted, i -> sums[i] + (i == at ? by : 0));
    return DoubleFunction.of(activation, shifted, sums.length / LANES, LANES);
  }

  @Test
  void oneClassIsAllOfTheProbability() {
    for (Pair pair : StockLosses.all(5)) {
      LossFunction loss = LossFunction.of(pair.ours(), Activation.SOFTMAX, 5);
      float[] said = gaussians(new Random(1), 5 * LANES);
      ActivationFunction.of(Activation.SOFTMAX).forward(said, 5, LANES);
      float[] one = new float[5 * LANES];
      float[] same = new float[5 * LANES];
      loss.begin();
      loss.add(said, 2, LANES, 3);
      double sum = loss.sum();
      loss.error(said, 2, LANES, 3, one);
      loss.begin();
      loss.add(said, 2, LANES, new float[] {0, 0, 0, 1, 0});
      loss.error(said, 2, LANES, new float[] {0, 0, 0, 1, 0}, same);
      assertThat(loss.sum()).isEqualTo(sum);
      assertThat(one).isEqualTo(same);
    }
  }

  private static float[][] wanted(Kind kind, int outputs, Random random) {
    float[][] wanted = new float[LANES][kind == Kind.MIXTURE_DENSITY ? 2 : outputs];
    for (float[] lane : wanted) {
      if (areNumbers(kind)) {
        for (int k = 0; k < lane.length; k++) {
          lane[k] = 0.02f + 0.9f * random.nextFloat() * random.nextFloat();
        }
      } else {
        lane[random.nextInt(lane.length)] = 1f;
      }
    }
    return wanted;
  }

  private static boolean areNumbers(Kind kind) {
    return switch (kind) {
      case CROSS_ENTROPY, SPARSE_CROSS_ENTROPY, BINARY_CROSS_ENTROPY, F_MEASURE, MULTI_LABEL ->
          false;
      default -> true;
    };
  }

  private static double sum(LossFunction loss, float[] said, float[][] wanted) {
    loss.begin();
    for (int lane = 0; lane < LANES; lane++) {
      loss.add(said, lane, LANES, wanted[lane]);
    }
    return loss.sum();
  }

  private static float[] errors(LossFunction loss, float[] said, float[][] wanted) {
    float[] into = new float[said.length];
    for (int lane = 0; lane < LANES; lane++) {
      loss.error(said, lane, LANES, wanted[lane], into);
    }
    return into;
  }

  private static float[] gaussians(Random random, int n) {
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
