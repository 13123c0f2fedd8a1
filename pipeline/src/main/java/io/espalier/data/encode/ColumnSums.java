package io.espalier.data.encode;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Mean and deviation of columns of numbers, added one by one and merged (Welford 1962; Chan, Golub
 * and LeVeque 1979). Exact to rounding, so that the order of merging is part of the result.
 */
final class ColumnSums implements Serializable {
  private long[] count = new long[0];
  private double[] mean = new double[0];
  private double[] squares = new double[0];

  /** Adds rows {@code from} to before {@code to} of {@code [row][column]}, leaving NaN out. */
  void add(double[] rows, int columns, int from, int to) {
    widen(columns);
    for (int i = from * columns; i < to * columns; i++) {
      if (!Double.isNaN(rows[i])) {
        int c = i % columns;
        count[c]++;
        double step = rows[i] - mean[c];
        mean[c] += step / count[c];
        squares[c] += step * (rows[i] - mean[c]);
      }
    }
  }

  /** Adds what the other has seen after what this has seen. */
  void merge(ColumnSums other) {
    widen(other.count.length);
    for (int c = 0; c < other.count.length; c++) {
      long total = count[c] + other.count[c];
      if (other.count[c] > 0) {
        double step = other.mean[c] - mean[c];
        mean[c] += step * other.count[c] / total;
        squares[c] += other.squares[c] + step * step * count[c] * other.count[c] / total;
        count[c] = total;
      }
    }
  }

  float[] mean() {
    float[] rounded = new float[mean.length];
    for (int c = 0; c < mean.length; c++) {
      rounded[c] = (float) mean[c];
    }
    return rounded;
  }

  /** Deviation of the population of each column; 1 where a column does not vary. */
  float[] deviation() {
    float[] deviation = new float[mean.length];
    for (int c = 0; c < mean.length; c++) {
      float root = count[c] == 0 ? 0 : (float) Math.sqrt(squares[c] / count[c]);
      deviation[c] = root > 0 ? root : 1;
    }
    return deviation;
  }

  private void widen(int columns) {
    if (columns > count.length) {
      count = Arrays.copyOf(count, columns);
      mean = Arrays.copyOf(mean, columns);
      squares = Arrays.copyOf(squares, columns);
    }
  }
}
