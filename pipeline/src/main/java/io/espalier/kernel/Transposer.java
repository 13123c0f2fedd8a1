package io.espalier.kernel;

import java.nio.FloatBuffer;

/** Turns a matrix outside the heap, in strips that fit a cache. */
final class Transposer {
  private static final int STRIP = 64;

  private float[] strip = new float[0];
  private float[] turned = new float[0];

  /**
   * Copies a column-major matrix to its transpose.
   *
   * @param rows of the matrix that is read
   * @param columns of the matrix that is read
   */
  void transpose(int rows, int columns, FloatBuffer from, FloatBuffer into) {
    if (strip.length < STRIP * rows) {
      strip = new float[STRIP * rows];
      turned = new float[STRIP * rows];
    }
    for (int start = 0; start < columns; start += STRIP) {
      int width = Math.min(STRIP, columns - start);
      from.get(start * rows, strip, 0, width * rows);
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < width; column++) {
          turned[row * width + column] = strip[column * rows + row];
        }
        into.put(row * columns + start, turned, row * width, width);
      }
    }
  }
}
