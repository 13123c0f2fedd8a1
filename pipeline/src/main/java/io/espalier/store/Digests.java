package io.espalier.store;

import io.espalier.model.Sha256;
import io.espalier.store.Manifest.FileFacts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** SHA-256 of bytes, streams and texts. */
public final class Digests {
  private Digests() {}

  /** Lower-case hex of a text's UTF-8 bytes. */
  public static String sha256(String text) {
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Lower-case hex of bytes. */
  public static String sha256(byte[] content) {
    return Sha256.hex(content);
  }

  static FileFacts facts(byte[] content) {
    return new FileFacts(content.length, sha256(content));
  }

  static FileFacts facts(InputStream content) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[1 << 16];
    long length = 0;
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      digest.update(buffer, 0, read);
      length += read;
    }
    return new FileFacts(length, Sha256.hex(digest));
  }
}
