package io.espalier.format;

import io.espalier.model.Mask;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A mask as the bytes of a Java-serialised {@code long[]}: the number of parameters, then 64
 * parameters a word, 1 = kept.
 */
final class MaskBytes {
  private static final byte[] HEAD = head();

  private MaskBytes() {}

  /** Stream header, array of the described class {@code [J}, no parent. */
  private static byte[] head() {
    ByteBuffer out = ByteBuffer.allocate(23);
    out.putShort((short) 0xaced).putShort((short) 5).put((byte) 0x75).put((byte) 0x72);
    out.putShort((short) 2).put("[J".getBytes(StandardCharsets.US_ASCII));
    out.putLong(0x782004b512b17593L).put((byte) 2).putShort((short) 0);
    return out.put((byte) 0x78).put((byte) 0x70).array();
  }

  /** Bytes of a mask of so many parameters. */
  static long bytes(long parameters) {
    return HEAD.length + Integer.BYTES + Long.BYTES * (1 + (parameters + 63) / 64);
  }

  static byte[] write(Mask mask) {
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(bytes(mask.length())));
    long[] words = mask.words();
    out.put(HEAD).putInt(words.length + 1).putLong(mask.length());
    out.asLongBuffer().put(words);
    return out.array();
  }

  static Mask read(byte[] bytes, String where) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length < bytes(0) || !Arrays.equals(bytes, 0, HEAD.length, HEAD, 0, HEAD.length)) {
      throw Unreadable.because(where, "it is not a serialised long[], as which a mask is kept");
    }
    long longs = in.position(HEAD.length).getInt();
    long length = in.getLong();
    if (length < 0
        || length > Integer.MAX_VALUE
        || bytes(length) != bytes.length
        || longs != 1 + (length + 63) / 64) {
      throw Unreadable.because(
          where,
          "a mask of %d parameters in %d numbers of %d bytes; the file is damaged"
              .formatted(length, longs, bytes.length));
    }
    long[] words = new long[in.remaining() / Long.BYTES];
    in.asLongBuffer().get(words);
    if (length % 64 != 0 && words[words.length - 1] >>> (length % 64) != 0) {
      throw Unreadable.because(
          where, "it keeps parameters behind its %d; the file is damaged".formatted(length));
    }
    return Mask.ofWords(words, (int) length);
  }
}
