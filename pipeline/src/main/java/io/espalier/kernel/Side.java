package io.espalier.kernel;

import org.bytedeco.javacpp.FloatPointer;

/**
 * One side of a product: a matrix [row][column] that is filled on the heap by blocks of columns.
 */
final class Side implements AutoCloseable {
  private final NativeFloats memory = new NativeFloats();
  private float[] values = new float[0];
  float[] scratch = new float[0];
  int rows;

  void reserve(int newRows, int width) {
    rows = newRows;
    int size = Math.multiplyExact(rows, width);
    memory.reserve(size);
    if (values.length < size) {
      values = new float[size];
      scratch = new float[size];
    }
  }

  /** Copies a block [row][batch] to the given rows and columns. */
  void place(float[] block, int firstRow, int blockRows, int column, int batch, int width) {
    for (int row = 0; row < blockRows; row++) {
      System.arraycopy(block, row * batch, values, (firstRow + row) * width + column, batch);
    }
  }

  /** Copies the matrix out of the heap. */
  void publish(int width) {
    memory.buffer().put(0, values, 0, rows * width);
  }

  FloatPointer at() {
    return memory.pointer();
  }

  @Override
  public void close() {
    memory.close();
    values = new float[0];
    scratch = new float[0];
    rows = 0;
  }
}
