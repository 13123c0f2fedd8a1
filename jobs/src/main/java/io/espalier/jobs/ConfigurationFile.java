package io.espalier.jobs;

import io.espalier.model.InputException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;

/** A configuration file wherever it lies. */
final class ConfigurationFile {
  private ConfigurationFile() {}

  /**
   * The text of a file. A name without a scheme is a local file if there is one, else a file on
   * Hadoop's default file system.
   *
   * @throws InputException if there is no such file or it is not UTF-8 text
   */
  static String text(String name) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(isRemote(name) ? remote(name) : local(name)))
          .toString();
    } catch (CharacterCodingException e) {
      throw new InputException("the configuration file %s is not UTF-8 text".formatted(name));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the configuration file " + name, e);
    }
  }

  private static boolean isRemote(String name) {
    if (name.matches("[A-Za-z][A-Za-z0-9+.-]+:/.*")) {
      return true;
    }
    return !Files.exists(Path.of(name))
        && !"file".equals(FileSystem.getDefaultUri(hadoop()).getScheme());
  }

  private static byte[] local(String name) throws IOException {
    Path path = Path.of(name);
    if (!Files.exists(path)) {
      throw missing(path.toAbsolutePath().toString());
    }
    if (Files.isDirectory(path)) {
      throw new InputException("the configuration %s is a folder, not a file".formatted(name));
    }
    return Files.readAllBytes(path);
  }

  private static byte[] remote(String name) throws IOException {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(URI.create(name));
    try (FSDataInputStream in = path.getFileSystem(hadoop()).open(path)) {
      return in.readAllBytes();
    } catch (FileNotFoundException e) {
      throw missing(name);
    }
  }

  /** Hadoop's settings as Spark will have them, those of {@code spark.hadoop.*} included. */
  private static Configuration hadoop() {
    return SparkHadoopUtil.get().newConfiguration(new SparkConf());
  }

  private static InputException missing(String name) {
    return new InputException("the configuration file %s does not exist".formatted(name));
  }
}
