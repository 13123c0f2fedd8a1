package io.espalier.jobs;

import java.util.Optional;

/** Whether a Java is the one that Spark 3.5 and this application are made and tested for. */
final class JavaRelease {
  private static final int NEEDED = 17;

  private JavaRelease() {}

  /**
   * What speaks against a Java, as a sentence.
   *
   * @param feature number of its release
   * @param home its folder
   */
  static Optional<String> complaint(int feature, String home) {
    return feature == NEEDED
        ? Optional.empty()
        : Optional.of(
            ("Java %d is needed, and this is Java %d (%s), for which Spark 3.5 is not made; set"
                    + " JAVA_HOME to a JDK %d, on a cluster also spark.executorEnv.JAVA_HOME")
                .formatted(NEEDED, feature, home, NEEDED));
  }

  /** What speaks against the Java of this process. */
  static Optional<String> complaint() {
    return complaint(Runtime.version().feature(), System.getProperty("java.home"));
  }
}
