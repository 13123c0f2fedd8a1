package io.espalier.data;

import io.espalier.model.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Numbers that depend on nothing but what they are made from: the first bytes of a SHA-256. */
public final class StableHash {
  private StableHash() {}

  /** 64 bits from a seed, what they are for, and a name. */
  public static long of(long seed, String purpose, String name) {
    MessageDigest digest = Sha256.digest();
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).array());
    digest.update(purpose.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    return ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.UTF_8))).getLong();
  }

  /** 64 bits from a seed, what they are for, and positions. */
  public static long of(long seed, String purpose, long... positions) {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * (positions.length + 1)).putLong(seed);
    for (long position : positions) {
      bytes.putLong(position);
    }
    MessageDigest digest = Sha256.digest();
    digest.update(purpose.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    return ByteBuffer.wrap(digest.digest(bytes.array())).getLong();
  }

  /** The hash as a number in [0, 1). */
  public static double fraction(long hash) {
    return (hash >>> 11) * 0x1.0p-53;
  }
}
