package io.espalier.format;

import io.espalier.model.InputException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/**
 * A row of floats as ND4J writes it, big-endian: a buffer of longs with the shape (rank, sizes,
 * strides, flags, element-wise stride, order), then a buffer with the values. A buffer is the name
 * of its allocation, its length, the name of its type, and its values.
 */
final class Nd4jArray {
  private static final String ALLOCATION = "MIXED_DATA_TYPES";
  private static final long FLOAT_FLAG = 8192;
  private static final int MOST_RANK = 32;
  private static final int LONGEST_NAME = 64;

  private final ByteBuffer in;
  private final String where;

  private Nd4jArray(ByteBuffer in, String where) {
    this.in = in;
    this.where = where;
  }

  /** Bytes of so many values and more than the head needs. */
  static long bytes(long values) {
    return 1024 + values * Float.BYTES;
  }

  /**
   * The values of a row: an array that is longer than 1 along one axis at most.
   *
   * @param where the bytes stand, for messages
   * @throws InputException if these are not the bytes of such an array, or of one of other numbers
   */
  static float[] read(byte[] bytes, String where) {
    Nd4jArray array = new Nd4jArray(ByteBuffer.wrap(bytes), where);
    float[] values = array.values();
    if (array.in.hasRemaining()) {
      throw array.damaged("%d bytes follow its values".formatted(array.in.remaining()));
    }
    return values;
  }

  /** The values of a row of floats or doubles that others may follow; goes behind it. */
  static double[] next(ByteBuffer in, String where) {
    return new Nd4jArray(in, where).wide();
  }

  static byte[] write(float[] values) {
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(bytes(values.length)));
    long[] shape = {2, 1, values.length, 1, 1, FLOAT_FLAG, 1, 'c'};
    head(out, shape.length, "LONG");
    for (long number : shape) {
      out.putLong(number);
    }
    head(out, values.length, "FLOAT");
    out.asFloatBuffer().put(values);
    byte[] bytes = new byte[out.position() + values.length * Float.BYTES];
    out.rewind().get(bytes);
    return bytes;
  }

  private static void head(ByteBuffer out, long length, String type) {
    text(out, ALLOCATION);
    out.putLong(length);
    text(out, type);
  }

  private static void text(ByteBuffer out, String text) {
    out.putShort((short) text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
  }

  private float[] values() {
    long size = shape();
    text();
    long length = number();
    expect("FLOAT", text());
    return floats(length, size);
  }

  private double[] wide() {
    long size = shape();
    text();
    long length = number();
    String type = text();
    if (!type.equals("DOUBLE")) {
      expect("FLOAT", type);
      float[] narrow = floats(length, size);
      return IntStream.range(0, narrow.length).mapToDouble(i -> narrow[i]).toArray();
    }
    check(length, size, Double.BYTES);
    double[] values = new double[(int) length];
    in.asDoubleBuffer().get(values);
    in.position(in.position() + values.length * Double.BYTES);
    return values;
  }

  private float[] floats(long length, long size) {
    check(length, size, Float.BYTES);
    float[] values = new float[(int) length];
    in.asFloatBuffer().get(values);
    in.position(in.position() + values.length * Float.BYTES);
    return FloatValues.finite(values, where);
  }

  private void check(long length, long size, int width) {
    if (length != size || length > in.remaining() / width) {
      throw damaged(
          "it states %d values in a shape of %d and %d bytes"
              .formatted(length, size, in.remaining()));
    }
  }

  /** Reads the shape; the number of values. */
  private long shape() {
    text();
    long numbers = number();
    expect("LONG", text());
    long rank = number();
    if (rank < 0 || rank > MOST_RANK || numbers != 2 * rank + 4) {
      throw damaged("it has a shape of rank %d in %d numbers".formatted(rank, numbers));
    }
    long size = size((int) rank);
    number();
    long apart = number();
    long order = number();
    if ((apart != 0 && apart != 1) || (order != 'c' && order != 'f')) {
      throw damaged("its values are %d apart in the order %d".formatted(apart, order));
    }
    return size;
  }

  /** Reads sizes and strides. */
  private long size(int rank) {
    long[] sizes = new long[rank];
    long size = 1;
    for (int axis = 0; axis < rank; axis++) {
      sizes[axis] = number();
      if (sizes[axis] < 1 || (sizes[axis] > 1 && size > 1)) {
        throw damaged("axis %d of its shape has length %d".formatted(axis, sizes[axis]));
      }
      size *= sizes[axis];
    }
    for (int axis = 0; axis < rank; axis++) {
      long stride = number();
      if (sizes[axis] > 1 ? stride != 1 : stride < 0 || stride > size) {
        throw damaged("axis %d of its shape has the stride %d".formatted(axis, stride));
      }
    }
    return size;
  }

  private long number() {
    if (in.remaining() < Long.BYTES) {
      throw damaged("it ends too early");
    }
    return in.getLong();
  }

  private String text() {
    int length = in.remaining() < Short.BYTES ? -1 : Short.toUnsignedInt(in.getShort());
    if (length < 0 || length > in.remaining() || length > LONGEST_NAME) {
      throw damaged("it ends too early");
    }
    byte[] text = new byte[length];
    in.get(text);
    return new String(text, StandardCharsets.US_ASCII);
  }

  private void expect(String expected, String type) {
    if (type.equals(expected)) {
      return;
    }
    if (expected.equals("FLOAT") && (type.equals("DOUBLE") || type.equals("HALF"))) {
      throw Unreadable.because(
          where,
          "it holds %s, only FLOAT is supported; convert it with convertDataType(DataType.FLOAT)"
              .formatted(type));
    }
    throw damaged("it holds %s where %s is expected".formatted(type, expected));
  }

  private InputException damaged(String what) {
    return Unreadable.because(where, "it is not a row of floats of ND4J: " + what);
  }
}
