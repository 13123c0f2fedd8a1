package io.espalier.cluster.prepare;

import io.espalier.data.BadRow;
import io.espalier.data.DatasetInfo;
import io.espalier.data.encode.Encoding;
import io.espalier.plan.Plan;
import io.espalier.run.Preparer;
import io.espalier.run.Progress;
import io.espalier.store.SourceFiles;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/** Prepares the plan's data on Spark. */
public final class SparkPreparer implements Preparer {
  private final SparkSession spark;
  private final Plan plan;
  private final Optional<Encoding.Given> normalisers;
  private final Progress progress;

  /**
   * @param normalisers in the place of those of the training split
   */
  public SparkPreparer(
      SparkSession spark, Plan plan, Optional<Encoding.Given> normalisers, Progress progress) {
    this.spark = spark;
    this.plan = plan;
    this.normalisers = normalisers;
    this.progress = progress;
  }

  @Override
  public String sourceFingerprint() {
    String files =
        SourceFiles.resolve(spark.sparkContext().hadoopConfiguration(), plan.data().source())
            .fingerprint();
    return normalisers
        .map(given -> files + " " + text(given.features()) + " " + text(given.targets()))
        .orElse(files);
  }

  private static String text(DatasetInfo.Normaliser normaliser) {
    return Arrays.toString(normaliser.mean()) + " " + Arrays.toString(normaliser.deviation());
  }

  @Override
  public DatasetInfo prepare(String folder, Consumer<DatasetInfo> check) {
    SparkPreparation.Prepared prepared =
        SparkPreparation.prepare(
            spark,
            plan.run().name(),
            plan.data(),
            plan.run().seed(),
            normalisers,
            folder,
            progress,
            check);
    if (prepared.badRows() > 0) {
      progress.say("%d bad rows were skipped, the first of them:".formatted(prepared.badRows()));
      prepared.bad().stream().map(BadRow::toString).forEach(progress::say);
    }
    prepared.notes().forEach(progress::say);
    return prepared.info();
  }
}
