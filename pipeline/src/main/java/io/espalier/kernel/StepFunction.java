package io.espalier.kernel;

import io.espalier.model.Activation;
import java.util.OptionalInt;

/** A function inside a recurrent layer, with or without draws. */
final class StepFunction {
  /** Odd, so that each part of a step has a key of its own. */
  private static final int PART = 0x85EBCA6B;

  private final ActivationFunction function;

  StepFunction(Activation activation) {
    this.function = FastFunction.of(activation);
  }

  /** Memory for the sums of n values; none where the slope does not need them. */
  float[] keep(int n) {
    return new float[function.readsSums() ? n : 0];
  }

  /**
   * Replaces sums by the function of them.
   *
   * @param sums takes them where the slope needs them
   * @param key of the step, for functions that draw
   * @param part tells this use of the key from others in the step
   */
  void forward(float[] values, float[] sums, int rows, int lanes, OptionalInt key, int part) {
    if (function.readsSums()) {
      System.arraycopy(values, 0, sums, 0, rows * lanes);
    }
    if (key.isPresent()) {
      function.forward(values, rows, lanes, key.getAsInt() + PART * part);
    } else {
      function.forward(values, rows, lanes);
    }
  }

  /** Turns errors of the values into errors of the sums, in place. */
  void backward(float[] errors, float[] sums, float[] values, int rows, int lanes) {
    function.backward(errors, sums, values, errors, rows, lanes);
  }
}
