package io.espalier.kernel;

import io.espalier.model.Activation;

/**
 * The function at the end of a layer, on arrays [rows][lanes]: a lane is one sequence, and the rows
 * are the layer's outputs.
 */
public interface ActivationFunction {
  /** The function that a network's layer names. */
  static ActivationFunction of(Activation activation) {
    return switch (activation.kind()) {
      case IDENTITY -> PlainFunction.IDENTITY;
      case TANH -> PlainFunction.TANH;
      case SIGMOID -> PlainFunction.SIGMOID;
      case SOFTMAX -> PlainFunction.SOFTMAX;
      case RELU ->
          activation.equals(Activation.RELU) ? PlainFunction.RELU : ScalarFunction.of(activation);
      case RANDOMISED_RELU -> new RandomisedRelu(activation.number(0), activation.number(1));
      default -> ScalarFunction.of(activation);
    };
  }

  /** Whether {@link #backward} reads the sums, so that the caller has to keep a copy of them. */
  boolean readsSums();

  /** Replaces sums by the function of them, as in prediction. */
  void forward(float[] values, int rows, int lanes);

  /**
   * Replaces sums by the function of them, as in training, where some functions draw.
   *
   * @param key makes the draws together with the position in the array
   */
  default void forward(float[] values, int rows, int lanes, int key) {
    forward(values, rows, lanes);
  }

  /**
   * Turns errors of the values into errors of the sums.
   *
   * @param sums what the function was applied to; unread unless {@link #readsSums}
   * @param values what became of them
   * @param into overwritten; may be the same array as {@code errors}
   */
  void backward(float[] errors, float[] sums, float[] values, float[] into, int rows, int lanes);
}
