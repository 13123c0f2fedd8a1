package io.espalier.jobs;

import io.espalier.model.InputException;
import io.espalier.store.Address;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;

/** A configuration file wherever it lies. */
final class ConfigurationFile {
  private static final int LARGEST_BYTES = 16 << 20;

  private ConfigurationFile() {}

  /**
   * The text of a file. A name without a scheme is a local file if there is one, else a file on
   * Hadoop's default file system.
   *
   * @throws InputException if there is no such file, it may not or cannot be read, is not UTF-8
   *     text or far too large
   */
  static String text(String name) {
    byte[] bytes;
    boolean isLocal = isLocal(name);
    try (InputStream in = isLocal ? Files.newInputStream(Path.of(name)) : remote(name)) {
      bytes = in.readNBytes(LARGEST_BYTES + 1);
    } catch (AccessControlException | AccessDeniedException e) {
      throw new InputException(
          "the configuration file %s may not be read by this user; allow it, for example with chmod"
              .formatted(name));
    } catch (IOException e) {
      if (isLocal) {
        throw new InputException(
            "the configuration file %s cannot be read: %s".formatted(name, e.getMessage()));
      }
      throw new UncheckedIOException("cannot read the configuration file " + name, e);
    }
    if (bytes.length > LARGEST_BYTES) {
      throw new InputException(
          "the configuration file %s is larger than %d MB; is it one?"
              .formatted(name, LARGEST_BYTES >> 20));
    }
    return decoded(name, bytes);
  }

  private static String decoded(String name, byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError() || text.indexOf('\0') >= 0) {
      String read = result.isError() ? text : text.substring(0, text.indexOf('\0'));
      throw new InputException(
          "the configuration file is not UTF-8 text (%s:%d); save it as UTF-8"
              .formatted(name, read.chars().filter(one -> one == '\n').count() + 1));
    }
    return text;
  }

  private static boolean isLocal(String name) {
    try {
      Path file = Path.of(name);
      if (Files.isDirectory(file)) {
        throw folder(name);
      }
      if (Files.isSymbolicLink(file) && !Files.exists(file)) {
        throw new InputException(
            "the configuration file %s is a link to what does not exist, or may not be seen"
                .formatted(name));
      }
      return Files.exists(file);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static InputStream remote(String name) throws IOException {
    Address address = Address.of("the configuration", name, hadoop());
    FileStatus status;
    try {
      status = address.files().getFileStatus(address.path());
    } catch (FileNotFoundException e) {
      throw new InputException("the configuration file %s does not exist".formatted(name));
    }
    if (status.isDirectory()) {
      throw folder(name);
    }
    try {
      return address.files().open(address.path());
    } catch (FileNotFoundException e) {
      // So says Hadoop's local file system of a file that may not be read.
      throw new AccessDeniedException(name);
    }
  }

  private static InputException folder(String name) {
    return new InputException("the configuration %s is a folder, not a file".formatted(name));
  }

  /** Hadoop's settings as Spark will have them, those of {@code spark.hadoop.*} included. */
  private static Configuration hadoop() {
    return SparkHadoopUtil.get().newConfiguration(new SparkConf());
  }
}
