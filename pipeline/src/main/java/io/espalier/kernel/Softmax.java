package io.espalier.kernel;

/** Turns the sums of each lane into probabilities. */
public final class Softmax {
  private Softmax() {}

  /** Replaces values [rows][lanes] by e^value over the sum of the lane's. */
  public static void apply(float[] values, int rows, int lanes) {
    int n = rows * lanes;
    for (int lane = 0; lane < lanes; lane++) {
      float largest = Float.NEGATIVE_INFINITY;
      for (int i = lane; i < n; i += lanes) {
        largest = Math.max(largest, values[i]);
      }
      float sum = 0f;
      for (int i = lane; i < n; i += lanes) {
        values[i] = Elementwise.exp(values[i] - largest);
        sum += values[i];
      }
      for (int i = lane; i < n; i += lanes) {
        values[i] /= sum;
      }
    }
  }
}
