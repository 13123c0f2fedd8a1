package io.espalier.app;

import io.espalier.bench.AssumedShape;
import io.espalier.bench.BenchReport;
import io.espalier.bench.DataShape;
import io.espalier.bench.NetworkBench;
import io.espalier.cluster.predict.SparkPrediction;
import io.espalier.cluster.spark.MemoryCheck;
import io.espalier.data.Dataset;
import io.espalier.model.InputException;
import io.espalier.plan.Plan;
import io.espalier.report.ControlTable;
import io.espalier.report.SensitivityReport;
import io.espalier.report.SummaryFile;
import io.espalier.report.SummaryTable;
import io.espalier.run.CarriedNormaliser;
import io.espalier.run.Controls;
import io.espalier.run.Controls.ControlResult;
import io.espalier.run.Experiment;
import io.espalier.run.Findings;
import io.espalier.run.Given;
import io.espalier.run.Progress;
import io.espalier.run.RunDetails;
import io.espalier.run.RunSummary;
import io.espalier.run.Sensitivity;
import io.espalier.run.Start;
import io.espalier.run.Verb;
import io.espalier.store.Folder;
import io.espalier.store.Json;
import io.espalier.store.Lock;
import io.espalier.store.Promotion;
import io.espalier.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** An experiment on Spark: what the command line asks for. */
public final class SparkExperiment {
  private final SparkSession spark;
  private final Plan plan;
  private final Progress progress;
  private final Store store;
  private final Given given;
  private final CarriedNormaliser normaliser;
  private final Experiment experiment;
  private final Optional<Promotion> promotion;
  private final Duration wait;

  private SparkExperiment(SparkSession spark, Plan plan, Progress progress, Duration wait) {
    this.spark = spark;
    this.plan = plan;
    this.progress = progress;
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    this.given = GivenNetworks.of(plan, hadoop);
    this.normaliser = CarriedNormaliser.of(plan, given.network());
    if (!normaliser.said().isEmpty()) {
      progress.say(normaliser.said());
    }
    this.store = Store.at(plan.run().store(), hadoop, spark.sparkContext().applicationId());
    this.promotion = promotion(hadoop);
    this.wait = wait;
    this.experiment =
        new Experiment(
            plan, store, given, SparkWorkers.of(spark, plan, normaliser, progress), progress, wait);
  }

  private Optional<Promotion> promotion(Configuration hadoop) {
    return Optional.of(plan.export().to())
        .filter(to -> !to.isEmpty())
        .map(to -> Promotion.at("export.to", to, hadoop, spark.sparkContext().applicationId()));
  }

  /**
   * @param text for people
   * @param json for programs
   * @param unmet what {@code evaluate.require} or {@code prune.until} asks for and the network is
   *     not, a sentence each
   */
  public record Outcome(String text, String json, List<String> unmet) {
    public Outcome {
      unmet = List.copyOf(unmet);
    }

    Outcome(String text, String json) {
      this(text, json, List.of());
    }
  }

  /**
   * An experiment that has done nothing yet.
   *
   * @param wait for a stage that another driver computes; zero to give up at once
   * @throws io.espalier.model.InputException if the store cannot be written to, or the plan's
   *     network cannot be read
   */
  public static SparkExperiment open(
      SparkSession spark, Plan plan, Progress progress, Duration wait) {
    return new SparkExperiment(spark, plan, progress, wait);
  }

  private MemoryCheck memory() {
    return MemoryCheck.of(JavaSparkContext.fromSparkContext(spark.sparkContext()));
  }

  /**
   * Checks the plan against data, network and memory, and describes all three.
   *
   * @throws InputException if they do not fit
   */
  public String validate() {
    promotion.ifPresent(Promotion::check);
    return ValidationText.of(plan, experiment.check(), normaliser, memory());
  }

  /** Does what is missing up to a stage; the run's folder is written once all is done. */
  public Outcome runTo(Verb verb) {
    if (verb == Verb.EXPORT) {
      promotion.ifPresent(Promotion::create);
    }
    Findings findings = experiment.runTo(verb);
    return switch (verb) {
      case PREPARE, TRAIN, SCORE, PRUNE, FINETUNE -> partial(verb, findings);
      case EVALUATE -> evaluated(RunSummary.of(plan, findings));
      case EXPORT -> promoted(findings, whole(findings));
    };
  }

  /** The same, once its files are at the place they are promoted to, if they may be. */
  private Outcome promoted(Findings findings, Outcome outcome) {
    if (promotion.isEmpty() || !outcome.unmet().isEmpty()) {
      return outcome;
    }
    SortedMap<String, byte[]> files = new TreeMap<>();
    findings.exports().forEach((format, file) -> files.put(RunSummary.fileName(format), file));
    files.put(SummaryFile.NAME, outcome.json().getBytes(StandardCharsets.UTF_8));
    String folder = promotion.get().promote(plan.run().name(), files, wait, progress::say);
    return new Outcome(
        outcome.text() + "promoted  " + folder + "\n", outcome.json(), outcome.unmet());
  }

  private static Outcome evaluated(RunSummary summary) {
    return new Outcome(SummaryTable.render(summary), SummaryFile.write(summary), unmet(summary));
  }

  private static List<String> unmet(RunSummary summary) {
    return Stream.concat(
            summary.unmet().stream(),
            summary.last().stream().flatMap(last -> last.unmet().stream()))
        .toList();
  }

  private Outcome partial(Verb verb, Findings findings) {
    Map<String, String> keys = new LinkedHashMap<>();
    experiment.keys().forEach((label, key) -> keys.put(label, key.text()));
    return new Outcome(
        StageTexts.of(verb, findings),
        new String(Json.write(new StageOutcome(verb, keys)), StandardCharsets.UTF_8));
  }

  private record StageOutcome(Verb verb, Map<String, String> stages) {}

  private Outcome whole(Findings findings) {
    RunSummary summary = RunSummary.of(plan, findings);
    return inRunFolder(folder -> written(findings, summary, folder));
  }

  /** Writes to the run's folder, which nobody else writes to meanwhile. */
  private Outcome inRunFolder(Function<RunFolder, Outcome> writing) {
    String name = plan.run().name();
    try (Lock lock = store.await(Store.runLock(name), "writing run " + name, wait, progress::say)) {
      return writing.apply(new RunFolder(store.run(name).guarded(lock), progress::say));
    }
  }

  private Outcome written(Findings findings, RunSummary summary, RunFolder folder) {
    Dataset dataset = findings.dataset();
    RunFolder.Timings timings =
        folder.timings(new RunFolder.Timings(experiment.seconds(), Provenances.peakMemory()));
    RunDetails details =
        new RunDetails(
            dataset.info(),
            RunDetails.curves(findings),
            RunDetails.costs(plan, findings),
            RunDetails.measurements(findings),
            timings.stages(experiment.keys(), experiment::rounds),
            Provenances.of(spark, plan, dataset, timings.peakMemoryBytes()));
    folder.write(plan, findings, summary, details);
    return new Outcome(
        SummaryTable.render(summary) + "\nreport  " + folder.reportUri() + "\n",
        SummaryFile.write(summary),
        unmet(summary));
  }

  /** The result beside controls, which are runs of their own; the run's report shows them. */
  public Outcome controls() {
    Controls.check(plan);
    Findings findings = experiment.runTo(Verb.EXPORT);
    RunSummary summary = RunSummary.of(plan, findings);
    List<ControlResult> found = new ArrayList<>();
    found.add(ControlResult.of("result", summary));
    long nonzeros = found.get(0).nonzeros();
    for (Controls.Control control : Controls.of(plan, findings.dataset().info(), nonzeros)) {
      SparkExperiment other = new SparkExperiment(spark, control.plan(), progress, wait);
      Findings beside = other.experiment.runTo(Verb.EVALUATE);
      found.add(ControlResult.of(control.name(), RunSummary.of(control.plan(), beside)));
    }
    return inRunFolder(
        folder -> {
          folder.keep(found);
          written(findings, summary, folder);
          return new Outcome(
              ControlTable.text(found) + "\nreport  " + folder.reportUri() + "\n",
              new String(Json.write(found), StandardCharsets.UTF_8));
        });
  }

  /** How sensitive every part of the dense network is; written into the run's folder, too. */
  public Outcome sensitivity() {
    List<Sensitivity> found = experiment.sensitivities();
    return inRunFolder(
        folder ->
            new Outcome(
                SensitivityReport.text(found)
                    + "\npicture  "
                    + folder.add(plan.run().name(), found)
                    + "\n",
                SensitivityReport.json(found)));
  }

  /**
   * Writes a model's predictions to Parquet.
   *
   * @param model an exported Deeplearning4j zip
   * @param input a prepared dataset or one split of it, or raw Parquet, which is encoded as the
   *     plan's dataset
   * @param output a folder that is new or empty
   * @throws InputException if one of them cannot be used, or they do not fit together; nothing is
   *     written then
   */
  public Outcome predict(String model, String input, String output) {
    SparkPrediction prediction =
        new SparkPrediction(
            spark, plan, () -> experiment.runTo(Verb.PREPARE).dataset().info(), progress);
    SparkPrediction.Written written = prediction.predict(model, input, output);
    return new Outcome(
        "%,d predictions in %s%n".formatted(written.rows(), written.predictions()),
        new String(Json.write(written), StandardCharsets.UTF_8));
  }

  /**
   * Times the plan's network on this machine, without a Spark job: training as the plan says, and
   * inference, dense and pruned.
   *
   * @param seconds for each group of contestants
   */
  public Outcome bench(double seconds) {
    DataShape shape =
        experiment.prepared().map(dataset -> DataShape.of(dataset.info())).orElseGet(this::assumed);
    Start start = experiment.start(shape.info());
    memory().check(plan, start.network().layout(), shape.info());
    BenchReport report = new NetworkBench(plan, start.state(), shape).run(seconds, progress);
    return new Outcome(report.text(), report.json());
  }

  private DataShape assumed() {
    DataShape shape = AssumedShape.of(plan, given.network().map(start -> start.network().layout()));
    progress.say("the data is not prepared; assumed: " + shape);
    return shape;
  }

  /**
   * Writes the report of a finished run once more.
   *
   * @throws InputException if there is no such run, or a stage of the plan is not finished
   */
  public Outcome report() {
    Folder run = store.run(plan.run().name());
    if (!run.isCommitted()) {
      throw new InputException(
          "there is no finished run %s in %s; espalier run makes one"
              .formatted(plan.run().name(), store.uri()));
    }
    experiment.onlyFinished();
    return whole(experiment.runTo(Verb.EXPORT));
  }
}
