package io.espalier.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** A folder that looks like a Spark installation: the jars that the application brings. */
final class SparkHome {
  private static final Path LIBRARIES =
      Path.of("..", "jobs", "target", "spark").toAbsolutePath().normalize();

  /** Spark and the Hadoop client, as a class path. */
  static final String JARS = LIBRARIES + "/*";

  /** What Spark needs besides to run on YARN, as a class path. */
  static final String YARN_JARS = Path.of("target", "spark-yarn").toAbsolutePath() + "/*";

  /** Hadoop's servers, as a class path. */
  static final String HADOOP_SERVERS = Path.of("target", "hadoop").toAbsolutePath() + "/*";

  private SparkHome() {}

  static Path create(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("bin"));
    Path jars = Files.createDirectories(folder.resolve("jars"));
    for (String libraries : List.of(JARS, YARN_JARS)) {
      for (Path jar : StoreFiles.below(Path.of(libraries).getParent())) {
        Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
      }
    }
    Files.writeString(
        Files.createFile(
            folder.resolve("bin/spark-submit"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"))),
        """
        #!/usr/bin/env bash
        # Spark's launcher prints the driver's command after an empty word, each word ended by NUL.
        mapfile -d '' words < <("%s/bin/java" -Xmx128m -cp "$SPARK_HOME/jars/*" \\
          org.apache.spark.launcher.Main org.apache.spark.deploy.SparkSubmit "$@")
        exec "${words[1]#$'\\n'}" "${words[@]:2}"
        """
            .formatted(System.getProperty("java.home")));
    return folder;
  }

  /** The environment of whoever uses it. */
  static Map<String, String> environment(Path home) {
    return Map.of(
        "SPARK_HOME",
        home.toString(),
        "SPARK_SCALA_VERSION",
        "2.12",
        "SPARK_LOCAL_IP",
        "127.0.0.1");
  }
}
