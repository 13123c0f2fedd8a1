package io.espalier.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.model.Activation;
import io.espalier.model.Activation.Kind;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ActivationFunctionTest {
  private static final int ROWS = 23;
  private static final int LANES = 9;
  private static final int N = ROWS * LANES;

  static Stream<Activation> all() {
    return StockActivations.all().keySet().stream();
  }

  @Test
  void everyKindIsCompared() {
    assertThat(all().map(Activation::kind)).contains(Kind.values());
  }

  @ParameterizedTest
  @MethodSource("all")
  void givesDeeplearning4jsValues(Activation activation) {
    float[] values = numbers(1, 3);
    INDArray stock =
        StockActivations.all().get(activation).getActivation(lanesFirst(values), false);
    ActivationFunction.of(activation).forward(values, ROWS, LANES);
    assertClose(values, stock);
  }

  /** Not where Deeplearning4j, and with it we, take another slope than the function's. */
  static Stream<Activation> withItsSlope() {
    return all()
        .filter(activation -> activation.kind() != Kind.RANDOMISED_RELU)
        .filter(activation -> activation.kind() != Kind.ELU || activation.number(0) == 1)
        .filter(activation -> activation.kind() != Kind.GELU || activation.number(0) == 0);
  }

  @ParameterizedTest
  @MethodSource("all")
  void givesDeeplearning4jsErrors(Activation activation) {
    float[] sums = numbers(1, 3);
    float[] errors = numbers(2, 1);
    IActivation function = StockActivations.all().get(activation);
    function.getActivation(lanesFirst(sums), true);
    INDArray stock = function.backprop(lanesFirst(sums), lanesFirst(errors)).getFirst();
    assertClose(backward(activation, sums, errors), stock);
  }

  @ParameterizedTest
  @MethodSource("withItsSlope")
  void errorsAreSlopes(Activation activation) {
    float[] sums = numbers(1, 3);
    float[] errors = numbers(2, 1);
    float[] expected = new float[N];
    double h = 1e-6;
    for (int i = 0; i < N; i++) {
      double[] more = doubles(sums);
      double[] less = doubles(sums);
      more[i] += h;
      less[i] -= h;
      double[] high = DoubleFunction.of(activation, more, ROWS, LANES);
      double[] low = DoubleFunction.of(activation, less, ROWS, LANES);
      double sum = 0;
      for (int k = 0; k < N; k++) {
        sum += errors[k] * (high[k] - low[k]);
      }
      expected[i] = (float) (sum / (2 * h));
    }
    Closeness.assertClose("errors", backward(activation, sums, errors), expected, 1e-6);
  }

  @Test
  void drawnSlopesLieBetweenTheirBounds() {
    ActivationFunction function =
        ActivationFunction.of(Activation.of(Kind.RANDOMISED_RELU, 0.1, 0.4));
    float[] sums = numbers(3, 1);
    float[] values = sums.clone();
    function.forward(values, ROWS, LANES, 77);
    float[] again = sums.clone();
    function.forward(again, ROWS, LANES, 77);
    assertThat(again).isEqualTo(values);
    double sum = 0;
    int count = 0;
    for (int i = 0; i < N; i++) {
      if (sums[i] < 0) {
        float slope = values[i] / sums[i];
        assertThat(slope).isBetween(0.0999f, 0.4001f);
        sum += slope;
        count++;
      } else {
        assertThat(values[i]).isEqualTo(sums[i]);
      }
    }
    assertThat(sum / count).isCloseTo(0.25, within(0.04));
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    Arrays.setAll(doubles, i -> values[i]);
    return doubles;
  }

  private static float[] backward(Activation activation, float[] sums, float[] errors) {
    ActivationFunction function = ActivationFunction.of(activation);
    float[] values = sums.clone();
    function.forward(values, ROWS, LANES);
    float[] into = errors.clone();
    function.backward(into, function.readsSums() ? sums : new float[0], values, into, ROWS, LANES);
    return into;
  }

  private static void assertClose(float[] ours, INDArray stock) {
    Closeness.assertClose("values", ours, stock.transpose().dup('c').data().asFloat(), 1e-5);
  }

  private static INDArray lanesFirst(float[] values) {
    return Nd4j.createFromArray(values.clone()).reshape(ROWS, LANES).transpose().dup('c');
  }

  private static float[] numbers(long seed, float scale) {
    Random random = new Random(seed);
    float[] numbers = new float[N];
    for (int i = 0; i < N; i++) {
      numbers[i] = scale * (float) random.nextGaussian();
    }
    return numbers;
  }
}
