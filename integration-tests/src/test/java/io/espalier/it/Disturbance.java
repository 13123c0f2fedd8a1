package io.espalier.it;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;

/**
 * One operation on HDFS, by whichever process comes to it first, that is held until it is let go,
 * or fails. Processes are told of it by their Hadoop configuration, and find each other by files.
 *
 * @param operation what is disturbed
 * @param path pattern of the file's path
 * @param job pattern of the description of the Spark job whose task does it; empty: the driver
 * @param effect what happens
 * @param marker local file that appears when it happens
 */
record Disturbance(Operation operation, String path, String job, Effect effect, Path marker) {
  private static final String KEY = "espalier.disturbance.";

  enum Operation {
    OPEN,
    /** Before a file is there. */
    CREATE,
    /** Half of a file's bytes are written. */
    WRITE,
    RENAME
  }

  enum Effect {
    HOLD,
    FAIL
  }

  /** What an application is started with, so that its driver and executors are disturbed. */
  List<String> options() {
    String classes = Path.of("target", "test-classes").toAbsolutePath().toString();
    return List.of(
        "--conf",
        "spark.driver.extraClassPath=" + classes,
        "--conf",
        "spark.executor.extraClassPath=" + classes,
        "--conf",
        "spark.hadoop.fs.hdfs.impl=" + DisturbedHdfs.class.getName(),
        "--conf",
        "spark.hadoop.fs.AbstractFileSystem.hdfs.impl=" + DisturbedHdfsContext.class.getName(),
        "--conf",
        "spark.hadoop." + KEY + "operation=" + operation,
        "--conf",
        "spark.hadoop." + KEY + "path=" + path,
        "--conf",
        "spark.hadoop." + KEY + "job=" + job,
        "--conf",
        "spark.hadoop." + KEY + "effect=" + effect,
        "--conf",
        "spark.hadoop." + KEY + "marker=" + marker);
  }

  private static Optional<Disturbance> of(Configuration configuration) {
    return Optional.ofNullable(configuration.get(KEY + "operation"))
        .map(
            operation ->
                new Disturbance(
                    Operation.valueOf(operation),
                    configuration.get(KEY + "path"),
                    configuration.get(KEY + "job", ""),
                    Effect.valueOf(configuration.get(KEY + "effect")),
                    Path.of(configuration.get(KEY + "marker"))));
  }

  /** Waits until it happens to a run. */
  void await(Launcher.Running run) {
    run.await(operation + " of " + path, () -> Optional.of(marker).filter(Files::exists));
  }

  private boolean happened() {
    return Files.exists(marker);
  }

  /** Lets the operation go on that is held. */
  void letGo() throws IOException {
    Files.createFile(released());
  }

  private Path released() {
    return marker.resolveSibling(marker.getFileName() + ".released");
  }

  /** Disturbs an operation if it is the one, and the first such. */
  static void at(Configuration configuration, Operation operation, org.apache.hadoop.fs.Path path)
      throws IOException {
    Optional<Disturbance> disturbance = of(configuration);
    if (disturbance.isPresent() && disturbance.get().isAt(operation, path)) {
      disturbance.get().happen();
    }
  }

  private boolean isAt(Operation now, org.apache.hadoop.fs.Path file) {
    return now == operation
        && file.toUri().getPath().matches(path)
        && jobNow().matches(job)
        && !happened();
  }

  private static String jobNow() {
    return Optional.ofNullable(TaskContext.get())
        .map(context -> context.getLocalProperty("spark.job.description"))
        .orElse("");
  }

  private void happen() throws IOException {
    try {
      Files.createFile(marker);
    } catch (FileAlreadyExistsException e) {
      return; // Another process was the first.
    }
    if (effect == Effect.FAIL) {
      throw new IOException("disturbed at " + operation);
    }
    try {
      while (!Files.exists(released())) {
        Thread.sleep(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("disturbed at " + operation);
    }
  }
}
