package io.espalier.model;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The one hash of the project. */
public final class Sha256 {
  private Sha256() {}

  /** A digest that has seen nothing. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Lower-case hex of what the digest has seen; it begins anew. */
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Lower-case hex of the hash of bytes. */
  public static String hex(byte[] content) {
    return HexFormat.of().formatHex(digest().digest(content));
  }

  /** Lower-case hex of the hash of all that is left of a stream. */
  public static String hex(InputStream stream) throws IOException {
    MessageDigest digest = digest();
    byte[] some = new byte[1 << 16];
    for (int read = stream.read(some); read >= 0; read = stream.read(some)) {
      digest.update(some, 0, read);
    }
    return hex(digest);
  }
}
