package io.espalier.engine;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;

/**
 * Reads an array of floats as ND4J writes it, big-endian: a buffer of longs with the shape (rank,
 * sizes, strides, flags, element-wise stride, order), then a buffer with the values. A buffer is
 * the name of its allocation, its length, the name of its type, and its values.
 */
final class Nd4jFloats {
  private Nd4jFloats() {}

  /**
   * The values, flat.
   *
   * @throws IOException if these are not the bytes of such an array
   */
  static float[] read(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    int shape = length(in, "LONG", Long.BYTES);
    if (shape < 1) {
      throw new IOException("an array without a shape");
    }
    long rank = in.readLong();
    if (rank < 0 || 2 * rank + 4 != shape) {
      throw new IOException("a shape of rank %d in %d numbers".formatted(rank, shape));
    }
    long size = 1;
    for (int axis = 0; axis < rank; axis++) {
      size *= in.readLong();
    }
    in.skipNBytes(Long.BYTES * (shape - 1 - rank));
    int length = length(in, "FLOAT", Float.BYTES);
    if (length != size) {
      throw new IOException("%d values in a shape of %d".formatted(length, size));
    }
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }

  /** Reads a buffer's head. */
  private static int length(DataInputStream in, String expected, int width) throws IOException {
    String allocation = in.readUTF();
    long length = in.readLong();
    String type = in.readUTF();
    if (!type.equals(expected)) {
      throw new IOException("%s (%s) where %s was expected".formatted(type, allocation, expected));
    }
    if (length < 0 || length > in.available() / width) {
      throw new IOException("a buffer of %d in %d bytes".formatted(length, in.available()));
    }
    return (int) length;
  }
}
