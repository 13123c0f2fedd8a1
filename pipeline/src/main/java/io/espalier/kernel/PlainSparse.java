package io.espalier.kernel;

import java.util.Arrays;

/** The products in plain loops, for a Java process without the Vector API. */
final class PlainSparse implements SparseProducts {

  @Override
  public void multiply(
      SparsePattern pattern,
      float[] weights,
      float[] input,
      int lanes,
      float[] output,
      Accumulate sum) {
    if (sum == Accumulate.REPLACE) {
      Arrays.fill(output, 0, pattern.rows() * lanes, 0f);
    }
    for (int row = 0; row < pattern.rows(); row++) {
      for (int p = pattern.starts()[row]; p < pattern.starts()[row + 1]; p++) {
        addScaled(weights[p], input, pattern.columns()[p] * lanes, output, row * lanes, lanes);
      }
    }
  }

  private static void addScaled(float weight, float[] x, int from, float[] y, int to, int lanes) {
    for (int lane = 0; lane < lanes; lane++) {
      y[to + lane] = Math.fma(weight, x[from + lane], y[to + lane]);
    }
  }

  @Override
  public void addOuter(
      SparsePattern pattern, float[] row, float[] column, int lanes, float[] sums) {
    float[] parts = new float[PARTS];
    for (int from = 0; from < lanes; from += CHUNK) {
      int n = Math.min(CHUNK, lanes - from);
      for (int r = 0; r < pattern.rows(); r++) {
        for (int p = pattern.starts()[r]; p < pattern.starts()[r + 1]; p++) {
          addParts(row, r * lanes + from, column, pattern.columns()[p] * lanes + from, n, parts);
          sums[p] += SparseProducts.total(parts, 0);
        }
      }
    }
  }

  private static void addParts(float[] a, int fromA, float[] b, int fromB, int n, float[] parts) {
    Arrays.fill(parts, 0f);
    for (int lane = 0; lane < n; lane++) {
      int part = lane % PARTS;
      parts[part] = Math.fma(a[fromA + lane], b[fromB + lane], parts[part]);
    }
  }
}
