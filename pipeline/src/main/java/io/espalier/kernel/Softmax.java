package io.espalier.kernel;

import java.util.Arrays;

/** Turns the sums of each lane into probabilities. */
public final class Softmax {
  /** Lanes from which on it pays to go row by row, which the compiler turns into vectors. */
  private static final int MANY_LANES = 8;

  private Softmax() {}

  /** Replaces values [rows][lanes] by e^value over the sum of the lane's. */
  public static void apply(float[] values, int rows, int lanes) {
    if (lanes < MANY_LANES) {
      byLane(values, rows, lanes);
    } else {
      byRow(values, rows, lanes);
    }
  }

  private static void byLane(float[] values, int rows, int lanes) {
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

  /** The same operations on each lane in the same order. */
  private static void byRow(float[] values, int rows, int lanes) {
    float[] largest = new float[lanes];
    float[] sum = new float[lanes];
    Arrays.fill(largest, Float.NEGATIVE_INFINITY);
    for (int row = 0; row < rows; row++) {
      max(values, row * lanes, largest, lanes);
    }
    for (int row = 0; row < rows; row++) {
      exp(values, row * lanes, largest, sum, lanes);
    }
    for (int row = 0; row < rows; row++) {
      divide(values, row * lanes, sum, lanes);
    }
  }

  private static void max(float[] values, int at, float[] largest, int lanes) {
    for (int lane = 0; lane < lanes; lane++) {
      largest[lane] = Math.max(largest[lane], values[at + lane]);
    }
  }

  private static void exp(float[] values, int at, float[] largest, float[] sum, int lanes) {
    for (int lane = 0; lane < lanes; lane++) {
      float value = Elementwise.exp(values[at + lane] - largest[lane]);
      values[at + lane] = value;
      sum[lane] += value;
    }
  }

  private static void divide(float[] values, int at, float[] sum, int lanes) {
    for (int lane = 0; lane < lanes; lane++) {
      values[at + lane] /= sum[lane];
    }
  }
}
