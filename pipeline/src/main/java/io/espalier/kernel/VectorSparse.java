package io.espalier.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The products on vectors of 8 or 16 lanes. Columns are first copied to a packed panel, whose
 * values begin on a boundary of the processor's cache lines, because unaligned loads take twice as
 * long. Then every weight costs one or two loads and multiply-adds whose sums stay in registers;
 * two rows go at once, because one row's additions wait for each other.
 */
final class VectorSparse implements SparseProducts {
  static final VectorSparse INSTANCE = new VectorSparse();

  static final VectorSpecies<Float> LANES =
      FloatVector.SPECIES_PREFERRED.length() >= 16
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_256;

  private static final int V = LANES.length();

  private VectorSparse() {}

  /** Whether the processor has vectors of 8 lanes or more. */
  static boolean suitsProcessor() {
    return FloatVector.SPECIES_PREFERRED.length() >= V;
  }

  @Override
  public void multiply(
      SparsePattern pattern,
      float[] weights,
      float[] input,
      int lanes,
      float[] output,
      Accumulate sum) {
    Packed packed = Packed.ofThread();
    int from = 0;
    while (from < lanes) {
      int width = lanes - from > V ? 2 * V : V;
      int n = Math.min(width, lanes - from);
      float[] x = packed.columns(pattern.width() * 2 * SparsePattern.LANES);
      int second = V == SparsePattern.LANES ? pattern.width() * V : V;
      pack(input, from, lanes, n, pattern.width(), x, second);
      if (n == width) {
        multiply(pattern, weights, x, second, output, from, lanes, width, sum);
      } else {
        float[] edge = packed.edge(pattern.rows() * width);
        copy(output, from, lanes, edge, 0, width, pattern.rows(), n);
        multiply(pattern, weights, x, second, edge, 0, width, width, sum);
        copy(edge, 0, width, output, from, lanes, pattern.rows(), n);
      }
      from += n;
    }
  }

  private static void pack(
      float[] input, int from, int lanes, int n, int columns, float[] x, int second) {
    for (int column = 0; column < columns; column++) {
      int at = column * lanes + from;
      int to = SparsePattern.place(column);
      if (n == 2 * V) {
        FloatVector.fromArray(LANES, input, at).intoArray(x, to);
        FloatVector.fromArray(LANES, input, at + V).intoArray(x, to + second);
      } else {
        System.arraycopy(input, at, x, to, Math.min(V, n));
        if (n > V) {
          System.arraycopy(input, at + V, x, to + second, n - V);
        }
      }
    }
  }

  private static void copy(
      float[] a, int fromA, int strideA, float[] b, int fromB, int strideB, int rows, int n) {
    for (int row = 0; row < rows; row++) {
      System.arraycopy(a, fromA + row * strideA, b, fromB + row * strideB, n);
    }
  }

  private static void multiply(
      SparsePattern pattern,
      float[] weights,
      float[] x,
      int second,
      float[] y,
      int at,
      int stride,
      int width,
      Accumulate sum) {
    for (int row = 0; row < pattern.rows(); row += 2) {
      int other = Math.min(row + 1, pattern.rows() - 1);
      if (width > V) {
        twoRows(
            pattern,
            weights,
            x,
            second,
            row,
            other,
            y,
            at + row * stride,
            at + other * stride,
            sum);
      } else {
        twoNarrowRows(
            pattern, weights, x, row, other, y, at + row * stride, at + other * stride, sum);
      }
    }
  }

  /** Two vectors of lanes of two rows, which are one and the same at an odd end. */
  private static void twoRows(
      SparsePattern pattern,
      float[] weights,
      float[] x,
      int second,
      int row,
      int other,
      float[] y,
      int at,
      int otherAt,
      Accumulate sum) {
    int[] places = pattern.places();
    FloatVector a = start(y, at, sum);
    FloatVector b = start(y, at + V, sum);
    FloatVector c = start(y, otherAt, sum);
    FloatVector d = start(y, otherAt + V, sum);
    int p = pattern.starts()[row];
    int q = pattern.starts()[other];
    int pEnd = pattern.starts()[row + 1];
    int qEnd = pattern.starts()[other + 1];
    int both = p + Math.min(pEnd - p, qEnd - q);
    for (; p < both; p++, q++) {
      int place = places[p];
      FloatVector weight = FloatVector.broadcast(LANES, weights[p]);
      a = weight.fma(load(x, place), a);
      b = weight.fma(load(x, place + second), b);
      place = places[q];
      weight = FloatVector.broadcast(LANES, weights[q]);
      c = weight.fma(load(x, place), c);
      d = weight.fma(load(x, place + second), d);
    }
    for (; p < pEnd; p++) {
      int place = places[p];
      FloatVector weight = FloatVector.broadcast(LANES, weights[p]);
      a = weight.fma(load(x, place), a);
      b = weight.fma(load(x, place + second), b);
    }
    for (; q < qEnd; q++) {
      int place = places[q];
      FloatVector weight = FloatVector.broadcast(LANES, weights[q]);
      c = weight.fma(load(x, place), c);
      d = weight.fma(load(x, place + second), d);
    }
    a.intoArray(y, at);
    b.intoArray(y, at + V);
    c.intoArray(y, otherAt);
    d.intoArray(y, otherAt + V);
  }

  /** One vector of lanes of two rows. */
  private static void twoNarrowRows(
      SparsePattern pattern,
      float[] weights,
      float[] x,
      int row,
      int other,
      float[] y,
      int at,
      int otherAt,
      Accumulate sum) {
    int[] places = pattern.places();
    FloatVector a = start(y, at, sum);
    FloatVector c = start(y, otherAt, sum);
    int p = pattern.starts()[row];
    int q = pattern.starts()[other];
    int pEnd = pattern.starts()[row + 1];
    int qEnd = pattern.starts()[other + 1];
    int both = p + Math.min(pEnd - p, qEnd - q);
    for (; p < both; p++, q++) {
      a = FloatVector.broadcast(LANES, weights[p]).fma(load(x, places[p]), a);
      c = FloatVector.broadcast(LANES, weights[q]).fma(load(x, places[q]), c);
    }
    for (; p < pEnd; p++) {
      a = FloatVector.broadcast(LANES, weights[p]).fma(load(x, places[p]), a);
    }
    for (; q < qEnd; q++) {
      c = FloatVector.broadcast(LANES, weights[q]).fma(load(x, places[q]), c);
    }
    a.intoArray(y, at);
    c.intoArray(y, otherAt);
  }

  @Override
  public void addOuter(
      SparsePattern pattern, float[] row, float[] column, int lanes, float[] sums) {
    for (int from = 0; from < lanes; from += CHUNK) {
      VectorOuter.add(pattern, row, column, from, Math.min(CHUNK, lanes - from), lanes, sums);
    }
  }

  private static FloatVector start(float[] y, int at, Accumulate sum) {
    return sum == Accumulate.ADD ? load(y, at) : FloatVector.zero(LANES);
  }

  private static FloatVector load(float[] values, int at) {
    return FloatVector.fromArray(LANES, values, at);
  }
}
