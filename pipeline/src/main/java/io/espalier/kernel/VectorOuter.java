package io.espalier.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The sums over lanes at a sparse matrix's weights, on vectors: half a chunk of a row's lanes stays
 * in registers while it meets the columns of the row's weights.
 */
final class VectorOuter {
  private static final VectorSpecies<Float> LANES = VectorSparse.LANES;
  private static final VectorSpecies<Float> QUARTER = FloatVector.SPECIES_128;
  private static final int CHUNK = SparseProducts.CHUNK;
  private static final int HALF = CHUNK / 2;
  private static final int PARTS = SparseProducts.PARTS;

  private VectorOuter() {}

  /** What {@link SparseProducts#addOuter} does at a chunk of n lanes. */
  static void add(
      SparsePattern pattern,
      float[] row,
      float[] column,
      int from,
      int n,
      int lanes,
      float[] sums) {
    Packed packed = Packed.ofThread();
    float[] x = packed.columns(pattern.width() * CHUNK);
    for (int c = 0; c < pattern.width(); c++) {
      place(column, c * lanes + from, n, x, Packed.START + c * CHUNK);
    }
    float[] chunk = packed.edge(CHUNK);
    for (int r = 0; r < pattern.rows(); r++) {
      int start = pattern.starts()[r];
      int end = pattern.starts()[r + 1];
      float[] parts = packed.parts((end - start) * PARTS);
      Arrays.fill(parts, 0, (end - start) * PARTS, 0f);
      place(row, r * lanes + from, n, chunk, 0);
      for (int half = 0; half < n; half += HALF) {
        for (int part = 0; part < PARTS; part += LANES.length()) {
          dots(pattern.columns(), start, end, chunk, x, half, part, parts);
        }
      }
      addTotals(parts, sums, start, end);
    }
  }

  /** Copies n values, and fills the chunk with 0, which changes no sum. */
  private static void place(float[] from, int at, int n, float[] into, int to) {
    System.arraycopy(from, at, into, to, n);
    Arrays.fill(into, to + n, to + CHUNK, 0f);
  }

  /** Goes on with as many parts as a vector has lanes, through half a chunk. */
  private static void dots(
      int[] columns,
      int start,
      int end,
      float[] row,
      float[] x,
      int half,
      int part,
      float[] parts) {
    int first = half + part;
    FloatVector a = FloatVector.fromArray(LANES, row, first);
    FloatVector b = FloatVector.fromArray(LANES, row, first + PARTS);
    FloatVector c = FloatVector.fromArray(LANES, row, first + 2 * PARTS);
    FloatVector d = FloatVector.fromArray(LANES, row, first + 3 * PARTS);
    FloatVector e = FloatVector.fromArray(LANES, row, first + 4 * PARTS);
    FloatVector f = FloatVector.fromArray(LANES, row, first + 5 * PARTS);
    FloatVector g = FloatVector.fromArray(LANES, row, first + 6 * PARTS);
    FloatVector h = FloatVector.fromArray(LANES, row, first + 7 * PARTS);
    for (int p = start; p < end; p++) {
      int at = Packed.START + columns[p] * CHUNK + first;
      int to = (p - start) * PARTS + part;
      FloatVector sum = FloatVector.fromArray(LANES, parts, to);
      sum = a.fma(FloatVector.fromArray(LANES, x, at), sum);
      sum = b.fma(FloatVector.fromArray(LANES, x, at + PARTS), sum);
      sum = c.fma(FloatVector.fromArray(LANES, x, at + 2 * PARTS), sum);
      sum = d.fma(FloatVector.fromArray(LANES, x, at + 3 * PARTS), sum);
      sum = e.fma(FloatVector.fromArray(LANES, x, at + 4 * PARTS), sum);
      sum = f.fma(FloatVector.fromArray(LANES, x, at + 5 * PARTS), sum);
      sum = g.fma(FloatVector.fromArray(LANES, x, at + 6 * PARTS), sum);
      sum = h.fma(FloatVector.fromArray(LANES, x, at + 7 * PARTS), sum);
      sum.intoArray(parts, to);
    }
  }

  /** {@link SparseProducts#total} of each weight's partial sums. */
  private static void addTotals(float[] parts, float[] sums, int start, int end) {
    for (int p = start; p < end; p++) {
      int at = (p - start) * PARTS;
      FloatVector half =
          FloatVector.fromArray(QUARTER, parts, at)
              .add(FloatVector.fromArray(QUARTER, parts, at + 8));
      FloatVector other =
          FloatVector.fromArray(QUARTER, parts, at + 4)
              .add(FloatVector.fromArray(QUARTER, parts, at + 12));
      FloatVector quarter = half.add(other);
      sums[p] += (quarter.lane(0) + quarter.lane(2)) + (quarter.lane(1) + quarter.lane(3));
    }
  }
}
