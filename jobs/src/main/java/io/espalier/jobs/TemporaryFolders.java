package io.espalier.jobs;

import io.espalier.model.InputException;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;

/**
 * Where this process puts what it needs for a while.
 *
 * @param libraries where native libraries are unpacked, and loaded from
 * @param blocks where Spark keeps what does not stay in memory; none where it takes the first
 */
record TemporaryFolders(Path libraries, List<Path> blocks) {
  private static final long MEGABYTE = 1 << 20;
  private static final long LEAST_ROOM = 16 * MEGABYTE;

  TemporaryFolders {
    blocks = List.copyOf(blocks);
  }

  /** Those of this process, whose Spark is set up like this. */
  static TemporaryFolders of(SparkConf conf) {
    boolean chosenByCluster = conf.get("spark.master", "").matches("(yarn|k8s).*");
    String blocks =
        Optional.ofNullable(System.getenv("SPARK_LOCAL_DIRS"))
            .orElseGet(() -> conf.get("spark.local.dir", ""));
    return new TemporaryFolders(
        Path.of(System.getProperty("java.io.tmpdir")),
        chosenByCluster
            ? List.of()
            : Stream.of(blocks.split(","))
                .map(String::strip)
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList());
  }

  /**
   * Refuses folders that cannot be worked with, which Spark and Java would tell as something else.
   *
   * @throws InputException naming the folder, what is wrong with it, and what to do
   */
  void check() {
    List<String> problems = new ArrayList<>();
    Optional<String> flaw = flaw(libraries).or(() -> unexecutable(libraries));
    flaw.ifPresent(
        said ->
            problems.add(
                "the temporary folder %s %s; ESPALIER_JAVA_OPTS=-Djava.io.tmpdir=FOLDER sets another"
                    .formatted(libraries, said)));
    for (Path folder : blocks) {
      flaw(folder)
          .ifPresent(
              said ->
                  problems.add(
                      "Spark's folder %s %s; SPARK_LOCAL_DIRS or --conf spark.local.dir sets another"
                          .formatted(folder, said)));
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
  }

  /** Why nothing can be put into a folder. */
  private static Optional<String> flaw(Path folder) {
    try {
      Path probe = Files.createTempFile(Files.createDirectories(folder), "espalier-", ".tmp");
      try {
        Files.write(probe, new byte[4096]);
        long room = Files.getFileStore(folder).getUsableSpace();
        return room < LEAST_ROOM
            ? Optional.of(
                String.format(
                    Locale.ROOT,
                    "has %,d MB left, and %,d MB are the least",
                    room / MEGABYTE,
                    LEAST_ROOM / MEGABYTE))
            : Optional.empty();
      } finally {
        Files.delete(probe);
      }
    } catch (IOException e) {
      return Optional.of("cannot be written to (%s)".formatted(reason(e)));
    }
  }

  /** Why native libraries in a folder cannot be loaded. */
  private static Optional<String> unexecutable(Path folder) {
    try {
      Path probe = Files.createTempFile(folder, "espalier-", ".tmp");
      try {
        File file = probe.toFile();
        return file.setExecutable(true) && file.canExecute()
            ? Optional.empty()
            : Optional.of("is mounted noexec, so that native libraries cannot be loaded from it");
      } finally {
        Files.delete(probe);
      }
    } catch (IOException e) {
      return Optional.of("cannot be written to (%s)".formatted(reason(e)));
    }
  }

  private static String reason(IOException failure) {
    return failure instanceof FileSystemException named && named.getReason() != null
        ? named.getReason()
        : failure.getClass().getSimpleName();
  }
}
