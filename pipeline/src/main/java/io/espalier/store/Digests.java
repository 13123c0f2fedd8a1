package io.espalier.store;

import io.espalier.store.Manifest.FileFacts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of bytes, streams and texts. */
public final class Digests {
  private Digests() {}

  /** Lower-case hex of a text's UTF-8 bytes. */
  public static String sha256(String text) {
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Lower-case hex of bytes. */
  public static String sha256(byte[] content) {
    return hex(newDigest().digest(content));
  }

  static FileFacts facts(byte[] content) {
    return new FileFacts(content.length, sha256(content));
  }

  static FileFacts facts(InputStream content) throws IOException {
    MessageDigest digest = newDigest();
    byte[] buffer = new byte[1 << 16];
    long length = 0;
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      digest.update(buffer, 0, read);
      length += read;
    }
    return new FileFacts(length, hex(digest.digest()));
  }

  private static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
