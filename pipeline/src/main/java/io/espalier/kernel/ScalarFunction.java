package io.espalier.kernel;

import io.espalier.model.Activation;
import java.util.function.DoubleUnaryOperator;

/**
 * A function of each sum alone, computed in double precision. Values and slopes are
 * Deeplearning4j's, also where a slope of its is not quite the function's: the slope of ELU is that
 * of alpha = 1, and that of the precise GELU has rounded factors.
 *
 * @param value the function
 * @param slope its derivative
 */
record ScalarFunction(DoubleUnaryOperator value, DoubleUnaryOperator slope)
    implements ActivationFunction {
  private static final double SELU_ALPHA = 1.6732632423543772;
  private static final double SELU_SCALE = 1.0507009873554805;

  static ScalarFunction of(Activation activation) {
    return switch (activation.kind()) {
      case HARD_SIGMOID -> clipped(0.2, 0.5, 0, 1);
      case HARD_TANH -> clipped(1, 0, -1, 1);
      case RATIONAL_TANH -> rationalTanh();
      case RECTIFIED_TANH ->
          new ScalarFunction(
              x -> Math.max(0, Math.tanh(x)), x -> x > 0 ? tanhSlope(Math.tanh(x)) : 0);
      case RELU -> relu(activation.number(0), activation.number(1), activation.number(2));
      case RELU6 -> clipped(1, 0, 0, 6);
      case LEAKY_RELU -> relu(Double.POSITIVE_INFINITY, 0, activation.number(0));
      case THRESHOLDED_RELU -> thresholded(activation.number(0));
      case ELU -> elu(activation.number(0), 1, 1);
      case SELU -> elu(SELU_ALPHA, SELU_ALPHA, SELU_SCALE);
      case GELU -> activation.number(0) != 0 ? gelu() : swish(1.702);
      case MISH -> mish();
      case SWISH -> swish(1);
      case SOFTPLUS -> new ScalarFunction(ScalarFunction::softplus, ScalarFunction::sigmoid);
      case SOFTSIGN ->
          new ScalarFunction(
              x -> x / (1 + Math.abs(x)), x -> 1 / ((1 + Math.abs(x)) * (1 + Math.abs(x))));
      case CUBE -> new ScalarFunction(ScalarFunction::cube, x -> 3 * x * x);
      default -> throw new IllegalArgumentException(activation + " is no function of one number");
    };
  }

  private static ScalarFunction clipped(double factor, double addend, double least, double most) {
    return new ScalarFunction(
        x -> Math.min(most, Math.max(least, factor * x + addend)),
        x -> {
          double y = factor * x + addend;
          return y > least && y < most ? factor : 0;
        });
  }

  private static ScalarFunction relu(double max, double threshold, double negative) {
    return new ScalarFunction(
        x -> Math.min(max, x >= threshold ? x : negative * (x - threshold)),
        x -> x >= max ? 0 : x >= threshold ? 1 : negative);
  }

  private static ScalarFunction thresholded(double threshold) {
    return new ScalarFunction(x -> x > threshold ? x : 0, x -> x > threshold ? 1 : 0);
  }

  private static ScalarFunction elu(double alpha, double slope, double scale) {
    return new ScalarFunction(
        x -> scale * (x >= 0 ? x : alpha * Math.expm1(x)),
        x -> scale * (x >= 0 ? 1 : slope * Math.exp(x)));
  }

  /** 1.7159 tanh(2x/3), of which a rational function is taken. */
  private static ScalarFunction rationalTanh() {
    return new ScalarFunction(
        x -> {
          double y = Math.abs(2 * x / 3);
          return 1.7159 * Math.signum(x) * (1 - 1 / rational(y));
        },
        x -> {
          double y = Math.abs(2 * x / 3);
          double slope = 1 + 2 * y + 4 * 1.41645 * y * y * y;
          return 1.7159 * 2 / 3 * slope / (rational(y) * rational(y));
        });
  }

  private static double rational(double y) {
    return 1 + y + y * y + 1.41645 * y * y * y * y;
  }

  /** x s(βx). */
  private static ScalarFunction swish(double beta) {
    return new ScalarFunction(
        x -> x * sigmoid(beta * x),
        x -> {
          double s = sigmoid(beta * x);
          return s + beta * x * s * (1 - s);
        });
  }

  /** x/2 (1 + tanh(√(2/π) (x + (0.044715 x)³))), after Hendrycks and Gimpel 2016 (1606.08415). */
  private static ScalarFunction gelu() {
    double root = Math.sqrt(2 / Math.PI);
    return new ScalarFunction(
        x -> x / 2 * (1 + Math.tanh(root * (x + cube(0.044715 * x)))),
        x -> {
          double t = Math.tanh(0.797885 * x + cube(0.0356774 * x));
          return (1 + t) / 2 + (0.398942 * x + cube(0.0535161 * x)) * tanhSlope(t);
        });
  }

  private static double cube(double x) {
    return x * x * x;
  }

  /** x tanh(log(1 + e^x)) (Misra 2019, arXiv 1908.08681). */
  private static ScalarFunction mish() {
    return new ScalarFunction(
        x -> x * Math.tanh(softplus(x)),
        x -> {
          double t = Math.tanh(softplus(x));
          return t + x * tanhSlope(t) * sigmoid(x);
        });
  }

  private static double softplus(double x) {
    return Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double tanhSlope(double y) {
    return 1 - y * y;
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
