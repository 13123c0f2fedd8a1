package io.espalier.cluster.predict;

import io.espalier.cluster.networks.ShippedNetwork;
import io.espalier.cluster.spark.SparkJobs;
import io.espalier.data.Compatibility;
import io.espalier.data.DatasetInfo;
import io.espalier.data.Sequence;
import io.espalier.format.Content;
import io.espalier.format.SavedFeatures;
import io.espalier.format.SavedNormaliser;
import io.espalier.model.InputException;
import io.espalier.model.Mask;
import io.espalier.model.Network;
import io.espalier.model.NetworkState;
import io.espalier.plan.Plan;
import io.espalier.run.Progress;
import io.espalier.store.FreshFolder;
import io.espalier.store.NetworkFiles;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;

/** Runs an exported network over data and writes what it says to Parquet, a task a partition. */
public final class SparkPrediction {
  private final SparkSession spark;
  private final Plan plan;
  private final Supplier<DatasetInfo> prepared;
  private final Progress progress;
  private final JavaSparkContext context;

  /**
   * @param prepared the plan's dataset, asked for if the input is raw
   */
  public SparkPrediction(
      SparkSession spark, Plan plan, Supplier<DatasetInfo> prepared, Progress progress) {
    this.spark = spark;
    this.plan = plan;
    this.prepared = prepared;
    this.progress = progress;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  /**
   * @param predictions URI of the folder
   * @param rows predictions there
   */
  public record Written(String predictions, long rows) {}

  /**
   * Writes predictions.
   *
   * @param model an exported Deeplearning4j zip
   * @param input a prepared dataset, one split of it, or raw Parquet
   * @param output a folder that is new or empty
   * @throws InputException if one of them cannot be used, or they do not fit together; nothing is
   *     written then
   */
  public Written predict(String model, String input, String output) {
    Configuration hadoop = context.hadoopConfiguration();
    FreshFolder folder = FreshFolder.at(output, context.sc().applicationId(), hadoop);
    Content content = NetworkFiles.read("the model", model, hadoop);
    Optional<SavedFeatures> features = SavedFeatures.of(content.attachments(), model);
    try (PredictionInput data = open(input, info -> readBy(model, features, info))) {
      check(model, content.network(), data.info());
      compare(model, SavedNormaliser.of(content.attachments(), model), data.info().input());
      return write(content, data, folder);
    }
  }

  /** What a network reads of data: the features that it names, or all. */
  private static DatasetInfo readBy(String model, Optional<SavedFeatures> saved, DatasetInfo info) {
    if (saved.isEmpty() || info.input().isTokens()) {
      return info;
    }
    List<String> read = saved.get().features();
    List<String> there = info.input().features();
    List<Integer> others =
        IntStream.range(0, there.size())
            .filter(feature -> !read.contains(there.get(feature)))
            .boxed()
            .toList();
    DatasetInfo narrow = others.isEmpty() ? info : info.withoutFeatures(others);
    if (!narrow.input().features().equals(read)) {
      throw new InputException(
          "%s does not fit the input: it reads the features %s in this order, and the data has %s"
              .formatted(model, String.join(", ", read), String.join(", ", there)));
    }
    return narrow;
  }

  private PredictionInput open(String input, UnaryOperator<DatasetInfo> readBy) {
    Optional<PredictionInput> found;
    try {
      found = PreparedInput.find(context, input, readBy);
    } catch (UncheckedIOException e) {
      throw unusable(input, e.getCause());
    } catch (IllegalArgumentException e) {
      throw unusable(input, e);
    }
    return found.orElseGet(
        () -> {
          DatasetInfo all = prepared.get();
          return RawInput.open(spark, plan, all, readBy.apply(all), input, progress);
        });
  }

  private static InputException unusable(String input, Exception cause) {
    InputException problem =
        new InputException(
            "the input must be a prepared dataset or Parquet that can be read, got %s: %s"
                .formatted(input, cause.getMessage()));
    problem.initCause(cause);
    return problem;
  }

  private static void check(String model, Network network, DatasetInfo info) {
    try {
      Compatibility.check(network, info);
    } catch (InputException e) {
      List<String> problems =
          e.problems().stream()
              .map(problem -> "%s does not fit the input: %s".formatted(model, problem))
              .toList();
      throw new InputException(problems);
    }
  }

  /** Says where the input was normalised with other numbers than the model's. */
  private void compare(String model, Optional<SavedNormaliser> saved, DatasetInfo.Input input) {
    saved
        .filter(normaliser -> !input.isTokens())
        .filter(normaliser -> !normaliser.features().equals(input.normaliser()))
        .ifPresent(
            normaliser ->
                progress.say(
                    "%s carries a normaliser, %s, and the input was normalised with other numbers"
                        .formatted(model, normaliser.name())));
  }

  private Written write(Content content, PredictionInput data, FreshFolder folder) {
    JavaRDD<Sequence> sequences = data.sequences();
    NetworkState state = NetworkState.of(content.network(), content.parameters());
    Mask mask = content.mask().orElse(Mask.all(state.parameters().length));
    Broadcast<ShippedNetwork> network = context.broadcast(ShippedNetwork.of(state, mask));
    Broadcast<PredictionRows> rows = context.broadcast(PredictionRows.of(data.info()));
    LongAccumulator written = context.sc().longAccumulator("predictions");
    int batchSize = plan.evaluate().batchSize();
    JavaRDD<Row> said =
        sequences
            .mapPartitions(some -> new Predicting(network.value(), rows.value(), batchSize, some))
            .map(
                row -> {
                  written.add(1);
                  return row;
                });
    String title = plan.run().name() + " · predict";
    progress.begin(title, 1);
    String before = context.getLocalProperty("spark.job.description");
    context.setJobDescription(title);
    try {
      spark
          .createDataFrame(said, PredictionRows.of(data.info()).schema())
          .write()
          .mode(SaveMode.Overwrite)
          .parquet(folder.create());
      folder.publish();
    } finally {
      folder.discard();
      context.setJobDescription(before);
      SparkJobs.destroy(network);
      SparkJobs.destroy(rows);
    }
    progress.advance(1, "");
    progress.end("%,d predictions in %s".formatted(written.value(), folder.uri()));
    return new Written(folder.uri(), written.value());
  }
}
