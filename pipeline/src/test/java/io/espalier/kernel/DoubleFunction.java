package io.espalier.kernel;

import io.espalier.model.Activation;
import java.util.function.DoubleUnaryOperator;

/** Activation functions in double precision, as they are defined. */
public final class DoubleFunction {
  private DoubleFunction() {}

  /** The function of sums [rows][lanes], in prediction. */
  public static double[] of(Activation activation, double[] sums, int rows, int lanes) {
    double[] values = sums.clone();
    if (activation.kind() == Activation.Kind.SOFTMAX) {
      for (int lane = 0; lane < lanes; lane++) {
        double sum = 0;
        for (int i = lane; i < rows * lanes; i += lanes) {
          sum += Math.exp(sums[i]);
        }
        for (int i = lane; i < rows * lanes; i += lanes) {
          values[i] = Math.exp(sums[i]) / sum;
        }
      }
      return values;
    }
    DoubleUnaryOperator function = scalar(activation);
    for (int i = 0; i < values.length; i++) {
      values[i] = function.applyAsDouble(sums[i]);
    }
    return values;
  }

  private static DoubleUnaryOperator scalar(Activation activation) {
    return switch (activation.kind()) {
      case IDENTITY -> x -> x;
      case TANH -> Math::tanh;
      case SIGMOID -> x -> 1 / (1 + Math.exp(-x));
      default -> ScalarFunction.of(activation).value();
    };
  }
}
