package io.espalier.jobs;

import io.espalier.app.SparkExperiment;
import io.espalier.model.InputException;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanReader;
import io.espalier.run.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** A configuration file with what the command line sets in it, as an experiment on Spark. */
final class PlanOnSpark {
  static final String FILE = "The configuration: a local file, or one on a Hadoop file system.";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Sets a key of the configuration; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--wait",
      paramLabel = "MINUTES",
      defaultValue = "30",
      description =
          "How long to wait for a stage that another driver computes; 0 ends at once, and names"
              + " it.")
  private int wait;

  <T> T run(String file, Progress progress, BiFunction<SparkExperiment, Plan, T> work) {
    Plan plan = PlanReader.read(ConfigurationFile.text(file), file, overrides);
    try (SparkSession spark = Sessions.open(plan.run().name());
        ApplicationWatch watch = Sessions.watch(spark)) {
      if (spark.sparkContext().uiWebUrl().isDefined()) {
        progress.say("Spark's web page: " + spark.sparkContext().uiWebUrl().get());
      }
      return watch.over(
          () -> work.apply(SparkExperiment.open(spark, plan, progress, waiting()), plan));
    }
  }

  private Duration waiting() {
    if (wait < 0) {
      throw new InputException(
          "--wait must be at least 0 minutes, got %d; 0 does not wait".formatted(wait));
    }
    return Duration.ofMinutes(wait);
  }
}
