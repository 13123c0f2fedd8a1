package io.espalier.jobs;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** What runs: the version in the manifest of the application, and those under it. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version =
        Optional.ofNullable(Espalier.class.getPackage().getImplementationVersion())
            .orElse("(not packaged)");
    return new String[] {
      "espalier " + version,
      "Spark %s, Java %s"
          .formatted(org.apache.spark.package$.MODULE$.SPARK_VERSION(), Runtime.version())
    };
  }
}
