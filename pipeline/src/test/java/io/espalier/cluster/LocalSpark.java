package io.espalier.cluster;

import io.espalier.cluster.judge.SparkEvaluator;
import io.espalier.cluster.judge.SparkScorer;
import io.espalier.cluster.prepare.SparkPreparer;
import io.espalier.cluster.rounds.SparkTrainer;
import io.espalier.cluster.spark.MemoryCheck;
import io.espalier.cluster.spark.SparkJobs;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.Training;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanReader;
import io.espalier.run.Experiment;
import io.espalier.run.Given;
import io.espalier.run.Progress;
import io.espalier.run.Start;
import io.espalier.run.Trainer;
import io.espalier.run.TrainingJob;
import io.espalier.run.TrainingJob.Learning;
import io.espalier.run.TrainingJob.Masks;
import io.espalier.run.TrainingRules;
import io.espalier.run.Workers;
import io.espalier.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.metrics.sink.CsvSink;
import org.apache.spark.sql.SparkSession;

/** Small experiments on the one Spark session that tests of a process share. */
public final class LocalSpark {
  public static final String CHARTS =
      """
      run { name = charts }
      data { source { format = control-charts, count = 160, length = 20 }, shards = 4 }
      network { layers = [ { type = lstm, units = 6 } ] }
      train { epochs = 3, batch-size = 8, local-steps = 2, checkpoint.every-rounds = 2
              updater { learning-rate = 0.01 } }
      prune { schedule { type = cubic, levels = 2, sparsity = 0.7 } }
      recover { epochs = 1 }
      """;

  /** Where the session's metrics go when they are reported. */
  public static final Path METRICS = temporary();

  private LocalSpark() {}

  private static Path temporary() {
    try {
      Path folder = Files.createTempDirectory("metrics");
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("test")
        .config("spark.metrics.conf.driver.sink.csv.class", CsvSink.class.getName())
        .config("spark.metrics.conf.driver.sink.csv.period", "1")
        .config("spark.metrics.conf.driver.sink.csv.unit", "hours")
        .config("spark.metrics.conf.driver.sink.csv.directory", METRICS.toString())
        .getOrCreate();
  }

  public static SparkJobs jobs() {
    return new SparkJobs(JavaSparkContext.fromSparkContext(session().sparkContext()));
  }

  public static Plan plan(String... overrides) {
    return read(CHARTS, overrides);
  }

  /** The plan of a configuration. */
  public static Plan read(String text, String... overrides) {
    return PlanReader.read(text, "test", List.of(overrides));
  }

  public static Workers workers(Plan plan) {
    Progress progress = Progress.silent();
    SparkEvaluator evaluator = new SparkEvaluator(jobs(), plan.evaluate().batchSize());
    SparkScorer scorer =
        new SparkScorer(
            jobs(),
            plan.train().rounds().replicas(),
            new SparkScorer.Calibration(64, plan.evaluate().batchSize()));
    return new Workers(
        new SparkPreparer(session(), plan, Optional.empty(), progress),
        new SparkTrainer(jobs(), evaluator, scorer, progress),
        scorer,
        evaluator,
        (layout, data) -> {
          JavaSparkContext context = JavaSparkContext.fromSparkContext(session().sparkContext());
          MemoryCheck.of(context).check(plan, layout, data);
        },
        2);
  }

  /** The same, one stage at a time, with what a test makes of the trainer. */
  public static Workers workers(Plan plan, UnaryOperator<Trainer> training) {
    Workers usual = workers(plan);
    return new Workers(
        usual.preparer(),
        training.apply(usual.trainer()),
        usual.scorer(),
        usual.evaluator(),
        usual.capacity(),
        1);
  }

  public static Experiment experiment(Plan plan, Path store) {
    return experiment(plan, store, workers(plan));
  }

  public static Experiment experiment(Plan plan, Path store, Workers workers) {
    return experiment(plan, store, Optional.empty(), workers);
  }

  public static Experiment experiment(
      Plan plan, Path store, Optional<Start> given, Workers workers) {
    return new Experiment(
        plan,
        Store.at(store.toUri().toString(), new Configuration(), "test"),
        new Given(given, Map.of()),
        workers,
        Progress.silent(),
        Duration.ZERO);
  }

  /** The training of a plan's network, one epoch long. */
  public static TrainingJob job(String title, Plan plan, Path store, IntPredicate pruned) {
    Experiment.Checked checked = experiment(plan, store).check();
    NetworkState start = checked.start().state();
    Training rules =
        TrainingRules.of(
            start.network(), plan.train().updater(), plan.train().regularisation(), 10);
    NetworkState network = start.fresh(rules);
    int length = network.parameters().length;
    Mask mask = Mask.all(length).without(IntStream.range(0, length).filter(pruned).toArray());
    TrainingJob.Fit fit =
        new TrainingJob.Fit(1, 0, 5, plan.train().rounds(), plan.train().checkpoint(), 1);
    Learning learning = Learning.supervised(rules, checked.dataset());
    return new TrainingJob(title, network, learning, Masks.still(mask), checked.dataset(), fit);
  }
}
