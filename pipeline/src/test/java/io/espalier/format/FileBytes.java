package io.espalier.format;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.model.InputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Files in memory for tests, whole and broken. */
final class FileBytes {
  static final String NAME = "model.zip";

  private FileBytes() {}

  static byte[] written(NetworkFormat format, Content content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      format.write(content, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] zip(Map<String, byte[]> entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ZipWriter zip = new ZipWriter(out);
    try {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.add(entry.getKey(), entry.getValue());
      }
      zip.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The same zip with its entries changed. */
  static byte[] changed(byte[] zip, Consumer<Map<String, byte[]>> change) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    change.accept(entries);
    return zip(entries);
  }

  static SeekableInput input(byte[] bytes) {
    return SeekableInput.of(bytes, NAME);
  }

  /** The problem must be the file's, and be said with its name. */
  static void assertRefused(ThrowingCallable reading, String... words) {
    AbstractThrowableAssert<?, ?> problem =
        assertThatThrownBy(reading)
            .isInstanceOf(InputException.class)
            .hasMessageStartingWith(NAME + ": ");
    for (String word : words) {
      problem.hasMessageContaining(word);
    }
  }
}
