package io.espalier.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Floats of our own files: {@code ESPF}, version, number of values, and the values. */
final class FloatValues {
  private static final int MAGIC =
      ByteBuffer.wrap("ESPF".getBytes(StandardCharsets.US_ASCII)).getInt();
  private static final int VERSION = 1;
  private static final int HEAD = 16;

  private FloatValues() {}

  /** Bytes of so many values. */
  static long bytes(long values) {
    return HEAD + values * Float.BYTES;
  }

  static byte[] write(float[] values) {
    ByteBuffer out =
        ByteBuffer.allocate(Math.toIntExact(bytes(values.length))).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(Integer.reverseBytes(MAGIC)).putInt(VERSION).putLong(values.length);
    out.asFloatBuffer().put(values);
    return out.array();
  }

  static float[] read(byte[] bytes, String where) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < HEAD || Integer.reverseBytes(in.getInt()) != MAGIC) {
      throw Unreadable.because(where, "it does not begin with ESPF, so holds no numbers");
    }
    int version = in.getInt();
    if (version != VERSION) {
      throw Unreadable.because(
          where, "it is of version %d, and only %d is read".formatted(version, VERSION));
    }
    long length = in.getLong();
    if (length != in.remaining() / Float.BYTES || in.remaining() % Float.BYTES != 0) {
      throw Unreadable.because(
          where, "it states %d values in %d bytes".formatted(length, in.remaining()));
    }
    float[] values = new float[(int) length];
    in.asFloatBuffer().get(values);
    return finite(values, where);
  }

  /** The same values, all of which must be numbers. */
  static float[] finite(float[] values, String where) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw Unreadable.because(
            where,
            "it holds the value %s (number %d of %d); a network must be trained without diverging before it is given"
                .formatted(values[i], i + 1, values.length));
      }
    }
    return values;
  }
}
