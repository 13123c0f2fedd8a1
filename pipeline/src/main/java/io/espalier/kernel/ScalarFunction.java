package io.espalier.kernel;

import io.espalier.model.Activation;
import java.util.function.DoubleUnaryOperator;

/**
 * A function of each sum alone, computed in double precision.
 *
 * @param value the function
 * @param slope its derivative
 */
record ScalarFunction(DoubleUnaryOperator value, DoubleUnaryOperator slope)
    implements ActivationFunction {
  static ScalarFunction of(Activation activation) {
    return switch (activation.kind()) {
      case RELU -> relu(activation.number(0), activation.number(1), activation.number(2));
      default -> throw new IllegalArgumentException(activation + " is no function of one number");
    };
  }

  private static ScalarFunction relu(double max, double threshold, double negative) {
    return new ScalarFunction(
        x -> Math.min(max, x >= threshold ? x : negative * (x - threshold)),
        x -> x >= max ? 0 : x >= threshold ? 1 : negative);
  }

  @Override
  public boolean readsSums() {
    return true;
  }

  @Override
  public void forward(float[] values, int rows, int lanes) {
    for (int i = 0; i < rows * lanes; i++) {
      values[i] = (float) value.applyAsDouble(values[i]);
    }
  }

  @Override
  public void backward(
      float[] errors, float[] sums, float[] values, float[] into, int rows, int lanes) {
    for (int i = 0; i < rows * lanes; i++) {
      into[i] = (float) (errors[i] * slope.applyAsDouble(sums[i]));
    }
  }
}
