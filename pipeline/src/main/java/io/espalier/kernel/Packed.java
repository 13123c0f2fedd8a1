package io.espalier.kernel;

/**
 * A thread's memory for the sparse products. The packed columns are in an array so large that the
 * G1 collector gives it a region of its own, where value {@link #START} begins a cache line.
 */
final class Packed {
  /** Where in the array the packed values start: 64 bytes less an array's header. */
  static final int START = 12;

  private static final int LARGE = 1 << 20;
  private static final ThreadLocal<Packed> PACKED = ThreadLocal.withInitial(Packed::new);

  private float[] columns = new float[LARGE];
  private float[] edge = new float[0];
  private float[] parts = new float[0];

  private Packed() {}

  static Packed ofThread() {
    return PACKED.get();
  }

  /** Room for so many packed values behind {@link #START}. */
  float[] columns(int size) {
    if (columns.length < START + size) {
      columns = new float[START + size];
    }
    return columns;
  }

  /** Room for the rows of a product at the last lanes. */
  float[] edge(int size) {
    if (edge.length < size) {
      edge = new float[size];
    }
    return edge;
  }

  /** Room for partial sums. */
  float[] parts(int size) {
    if (parts.length < size) {
      parts = new float[size];
    }
    return parts;
  }
}
