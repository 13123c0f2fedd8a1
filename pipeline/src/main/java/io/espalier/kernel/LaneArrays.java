package io.espalier.kernel;

import java.util.Arrays;

/** Sums and copies over arrays [rows][lanes]. */
public final class LaneArrays {
  private LaneArrays() {}

  /** Repeats each of so many values in every lane of its row. */
  public static void tile(float[] values, int at, int rows, int lanes, float[] into) {
    for (int row = 0; row < rows; row++) {
      Arrays.fill(into, row * lanes, (row + 1) * lanes, values[at + row]);
    }
  }

  /** Sums each row over its lanes. */
  public static void sum(float[] values, int lanes, float[] into, int at, int rows) {
    for (int row = 0; row < rows; row++) {
      float sum = 0f;
      for (int i = row * lanes; i < (row + 1) * lanes; i++) {
        sum += values[i];
      }
      into[at + row] = sum;
    }
  }

  /** sum = sum + a, for n values. */
  public static void add(float[] a, float[] sum, int n) {
    Elementwise.add(sum, a, n);
  }

  /** a = a * factor, for n values. */
  public static void multiply(float[] a, float[] factor, int n) {
    Elementwise.multiply(a, factor, n);
  }
}
