package io.espalier.app;

import io.espalier.data.Dataset;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanHocon;
import io.espalier.run.RunDetails.Fact;
import io.espalier.run.RunDetails.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.util.VersionInfo;
import org.apache.spark.sql.SparkSession;

/** What made the numbers of a run. */
final class Provenances {
  private static final Path STATUS = Path.of("/proc/self/status");

  private Provenances() {}

  static Provenance of(SparkSession spark, Plan plan, Dataset dataset, long peakMemory) {
    String version =
        Optional.ofNullable(Provenances.class.getPackage().getImplementationVersion())
            .orElse("(not packaged)");
    return new Provenance(
        List.of(
            new Fact("Espalier", version),
            new Fact("Spark", spark.version() + " on " + spark.sparkContext().master()),
            new Fact("Hadoop", VersionInfo.getVersion()),
            new Fact("Java", Runtime.version().toString()),
            new Fact("system", System.getProperty("os.name") + " " + System.getProperty("os.arch")),
            new Fact("cores", Integer.toString(spark.sparkContext().defaultParallelism())),
            new Fact("seed", Long.toString(plan.run().seed())),
            new Fact("replicas", Integer.toString(plan.train().rounds().replicas())),
            new Fact("dataset", dataset.info().fingerprint())),
        PlanHocon.of(plan),
        peakMemory);
  }

  /** Largest resident memory of this process so far, in bytes; 0 where the system does not tell. */
  static long peakMemory() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
