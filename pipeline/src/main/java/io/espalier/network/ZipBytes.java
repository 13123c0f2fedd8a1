package io.espalier.network;

import io.espalier.model.InputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A zip in memory whose bytes depend on nothing but its entries and their order. */
final class ZipBytes {
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ZipOutputStream zip = new ZipOutputStream(out);

  void add(String name, byte[] content) {
    try {
      ZipEntry entry = new ZipEntry(name);
      entry.setTimeLocal(TIME);
      zip.putNextEntry(entry);
      zip.write(content);
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }

  /** The finished zip; nothing can be added afterwards. */
  byte[] bytes() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.toByteArray();
  }

  /**
   * The entries of a zip.
   *
   * @throws InputException if it is none, or damaged
   */
  static Map<String, byte[]> read(byte[] bytes, String name) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    } catch (IOException e) {
      InputException problem =
          new InputException("%s is a damaged zip (%s)".formatted(name, e.getMessage()));
      problem.initCause(e);
      throw problem;
    }
    if (entries.isEmpty()) {
      throw new InputException(
          "%s is not a zip file; network.from takes a Deeplearning4j model zip".formatted(name));
    }
    return entries;
  }
}
