package io.espalier.jobs;

import io.espalier.cluster.SparkExperiment;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanReader;
import io.espalier.run.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** A command that works on the plan of a configuration file. */
abstract class PlanCommand implements Callable<Integer> {
  @ParentCommand private Espalier espalier;

  @Parameters(
      paramLabel = "FILE",
      description = "The configuration: a local file, or one on a Hadoop file system.")
  private String file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Sets a key of the configuration; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(names = "--quiet", description = "No progress.")
  private boolean quiet;

  @Option(names = "--json", description = "The result as JSON on standard output.")
  private boolean json;

  @Option(names = "--stacktrace", description = "Stack traces of failures.")
  private boolean stacktrace;

  /** What a command brings home: for people, and for programs. */
  record Result(String text, String json) {}

  /** Does the work of the command. */
  abstract Result execute(SparkExperiment experiment, Plan plan);

  @Override
  public Integer call() {
    Streams streams = espalier.streams();
    try {
      Plan plan = PlanReader.read(ConfigurationFile.text(file), file, overrides);
      Result result = onSpark(plan, progress(streams));
      streams.out().println((json ? result.json() : result.text()).stripTrailing());
      streams.out().flush();
      return Failures.FINE;
    } catch (Exception
        | LinkageError
        | OutOfMemoryError e) { // Spark throws checked ones undeclared
      streams.wipe();
      if (stacktrace) {
        e.printStackTrace(streams.err());
      }
      return Failures.tell(e, streams);
    }
  }

  private Result onSpark(Plan plan, Progress progress) {
    try (SparkSession spark = Sessions.open(plan.run().name())) {
      if (spark.sparkContext().uiWebUrl().isDefined()) {
        progress.say("Spark's web page: " + spark.sparkContext().uiWebUrl().get());
      }
      return execute(SparkExperiment.open(spark, plan, progress), plan);
    }
  }

  private Progress progress(Streams streams) {
    if (quiet) {
      return new Silence();
    }
    return streams.width() > 0
        ? new ProgressBar(streams.err(), streams.width(), System::currentTimeMillis)
        : new ProgressLines(streams.err(), System::currentTimeMillis);
  }
}
