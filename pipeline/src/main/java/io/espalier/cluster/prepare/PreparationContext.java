package io.espalier.cluster.prepare;

import io.espalier.data.DatasetInfo;
import io.espalier.data.Split;
import io.espalier.data.SplitRule;
import io.espalier.data.encode.Census;
import io.espalier.data.encode.Encoding;
import io.espalier.data.encode.Intake;
import io.espalier.data.raw.ReadOptions;
import io.espalier.plan.DataPlan;
import io.espalier.run.Progress;
import io.espalier.store.SourceFiles;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** What every step of a preparation works with; stays on the driver. */
public final class PreparationContext {
  private final SparkSession spark;
  private final JavaSparkContext context;
  private final String title;
  private final DataPlan plan;
  private final long seed;
  private final Optional<Encoding.Given> normalisers;
  private final SourceFiles files;
  private final Broadcast<SerializableConfiguration> configuration;
  private final Progress progress;
  private final Consumer<DatasetInfo> check;

  /**
   * @param title of the work whose steps these are, for example {@code vowels · prepare}
   * @param normalisers in the place of those of the training split
   * @param check of what was found, before anything is written
   */
  public PreparationContext(
      SparkSession spark,
      String title,
      DataPlan plan,
      long seed,
      Optional<Encoding.Given> normalisers,
      Progress progress,
      Consumer<DatasetInfo> check) {
    this.title = title;
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.plan = plan;
    this.seed = seed;
    this.normalisers = normalisers;
    this.progress = progress;
    this.check = check;
    this.files = SourceFiles.resolve(hadoop(), plan.source());
    this.configuration = context.broadcast(new SerializableConfiguration(hadoop()));
  }

  Configuration hadoop() {
    return spark.sparkContext().hadoopConfiguration();
  }

  SparkSession spark() {
    return spark;
  }

  public JavaSparkContext context() {
    return context;
  }

  public DataPlan plan() {
    return plan;
  }

  long seed() {
    return seed;
  }

  SourceFiles files() {
    return files;
  }

  /** Hadoop's configuration on executors. */
  Broadcast<SerializableConfiguration> configuration() {
    return configuration;
  }

  public SplitRule rule() {
    return new SplitRule(
        files.has(Split.VALIDATION) ? 0 : plan.splits().validation(),
        files.has(Split.TEST) ? 0 : plan.splits().test(),
        seed);
  }

  ReadOptions options() {
    return new ReadOptions(
        plan.task(),
        plan.source().columns(),
        plan.cleaning().missing(),
        plan.tokens().unit(),
        plan.tokens().maximumCharacters());
  }

  public Intake intake() {
    var windows = plan.windows();
    return new Intake(plan.task(), windows.maximumSteps(), windows.window(), windows.horizon());
  }

  /**
   * Runs one step under a name that Spark's pages and the progress show.
   *
   * @param outcome says in a few words what came of it
   */
  public <T> T step(String name, Step<T> step, Function<T, String> outcome) {
    String description = title + " · " + name;
    String before = context.getLocalProperty("spark.job.description");
    context.sc().setJobDescription(description);
    progress.begin(description, 1);
    try {
      T result = step.run();
      progress.advance(1, "");
      progress.end(outcome.apply(result));
      return result;
    } finally {
      context.sc().setJobDescription(before);
    }
  }

  /** A step of a preparation. */
  public interface Step<T> {
    T run();
  }

  /** Tells people who watch. */
  void say(String line) {
    progress.say(line);
  }

  /** What was fitted on the training split, with the normalisers that are given. */
  Encoding normalised(Encoding fitted) {
    return normalisers.map(fitted::with).orElse(fitted);
  }

  /** Asks whether the dataset to be written is wanted as it will be. */
  void check(Encoding encoding, Census census) {
    check.accept(ShardReports.info(plan.task(), encoding, census, List.of()));
  }

  public void close() {
    configuration.destroy();
  }
}
