package io.espalier.kernel;

/**
 * The products of a matrix in compressed rows. Both implementations give the same bits, whatever
 * the width of the processor's vectors. Safe for several threads at once.
 */
interface SparseProducts {
  /** Lanes that a sum over lanes runs through before its partial sums are added up. */
  int CHUNK = 256;

  /** Partial sums of such a sum, one for each lane modulo their number. */
  int PARTS = 16;

  /** The implementation for this Java process. */
  static SparseProducts best() {
    return VectorModule.isPresent() && VectorSparse.suitsProcessor()
        ? VectorSparse.INSTANCE
        : new PlainSparse();
  }

  /**
   * output = W input. Each output adds its weights' products in their order, one fused multiply-add
   * after the other.
   *
   * @param weights of W, in the pattern's order
   * @param input [columns][lanes]
   * @param output [rows][lanes]
   */
  void multiply(
      SparsePattern pattern,
      float[] weights,
      float[] input,
      int lanes,
      float[] output,
      Accumulate sum);

  /**
   * Adds the sum over all lanes of row value times column value to every weight's sum. In each
   * {@link #CHUNK} of lanes, lane l goes to partial sum l modulo {@link #PARTS}, in ascending
   * order; {@link #total} adds those up.
   *
   * @param row [rows][lanes]
   * @param column [columns][lanes]
   * @param sums of the weights, in the pattern's order
   */
  void addOuter(SparsePattern pattern, float[] row, float[] column, int lanes, float[] sums);

  /** The sum of the partial sums that start at an index. */
  static float total(float[] parts, int at) {
    return (quarter(parts, at) + quarter(parts, at + 2))
        + (quarter(parts, at + 1) + quarter(parts, at + 3));
  }

  private static float quarter(float[] parts, int at) {
    return (parts[at] + parts[at + 8]) + (parts[at + 4] + parts[at + 12]);
  }
}
