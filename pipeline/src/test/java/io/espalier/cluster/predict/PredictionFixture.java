package io.espalier.cluster.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.app.SparkExperiment;
import io.espalier.cluster.judge.SparkEvaluator;
import io.espalier.cluster.spark.SparkJobs;
import io.espalier.data.Dataset;
import io.espalier.data.DatasetInfo;
import io.espalier.data.Split;
import io.espalier.format.Content;
import io.espalier.format.Formats;
import io.espalier.model.InputException;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanReader;
import io.espalier.run.Evaluator.Reference;
import io.espalier.run.NetworkBuilder;
import io.espalier.run.Progress;
import io.espalier.store.DatasetFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Networks with random weights in zips, and data that they fit. */
abstract class PredictionFixture {
  static final ArrayType DOUBLES = DataTypes.createArrayType(DataTypes.DoubleType);
  static final StructType UNLABELLED =
      new StructType().add("key", DataTypes.StringType).add("a", DOUBLES).add("b", DOUBLES);

  @TempDir static Path folder;
  static SparkSession spark;
  static SavedNetwork sums;

  @BeforeAll
  static void start() throws IOException {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .appName("prediction")
            .config("spark.ui.enabled", "false")
            .getOrCreate();
    String path = write("raw", UNLABELLED.add("y", DataTypes.DoubleType), sumRows(60));
    sums =
        new SavedNetwork(
            "sums",
            """
            data {
              task = regression
              source { format = parquet, train = "%s", id = key, features = [a, b], target = [y] }
            }
            """
                .formatted(path));
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  /** A prepared dataset and a network with random weights in a zip. */
  static final class SavedNetwork {
    final SparkExperiment experiment;
    final Dataset dataset;
    final NetworkState network;
    final Plan plan;
    final String zip;

    SavedNetwork(String name, String data) throws IOException {
      Path store = folder.resolve(name);
      plan =
          PlanReader.read(
              data
                  + """

data { validation = 0.2, test = 0.2, shards = 3 }
network.layers = [ { type = lstm, units = 4 } ]
evaluate.batch-size = 4
""",
              "test",
              List.of("run.name=given", "run.store=" + store));
      experiment = SparkExperiment.open(spark, plan, Progress.silent(), Duration.ZERO);
      experiment.validate();
      Path prepared;
      try (var stages = Files.walk(store)) {
        prepared = stages.filter(path -> path.endsWith(DatasetFile.NAME)).findFirst().orElseThrow();
      }
      String home = prepared.getParent().toString();
      DatasetInfo info = DatasetFile.read(spark.sparkContext().hadoopConfiguration(), home);
      dataset = new Dataset(home, info);
      float[] parameters = NetworkBuilder.parameters(plan.network(), info, 3);
      Mask mask = Mask.all(parameters.length).without(new int[] {0, 2, 5, 11});
      network =
          NetworkState.of(NetworkBuilder.network(plan.network(), info), mask.applyTo(parameters));
      zip = save(name + ".zip", network, Optional.of(mask));
    }

    Map<String, Double> metrics(Split split) {
      SparkJobs jobs = new SparkJobs(JavaSparkContext.fromSparkContext(spark.sparkContext()));
      return new SparkEvaluator(jobs, 32)
          .evaluate("test", network, new Reference.None(), dataset, split)
          .metrics();
    }

    Map<String, Row> predict(String input, String output) {
      String said = experiment.predict(zip, input, folder.resolve(output).toString()).text();
      List<Row> rows = spark.read().parquet(folder.resolve(output).toString()).collectAsList();
      assertThat(said).startsWith(rows.size() + " predictions in ");
      Map<String, Row> byId = new TreeMap<>();
      rows.forEach(row -> byId.put(row.getString(0), row));
      assertThat(byId).hasSameSizeAs(rows);
      return byId;
    }

    void refuses(String model, String input, String problem) {
      assertThatThrownBy(
              () -> experiment.predict(model, input, folder.resolve("refused").toString()))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(problem);
      assertThat(folder.resolve("refused")).doesNotExist();
      assertThat(folder.toFile().list()).noneMatch(name -> name.startsWith(".refused"));
    }
  }

  static String save(String name, NetworkState network, Optional<Mask> mask) throws IOException {
    try (OutputStream file = Files.newOutputStream(folder.resolve(name))) {
      Content content =
          new Content(
              network.network(), network.parameters(), Optional.empty(), mask, Map.of(), Map.of());
      Formats.named("dl4j").write(content, file);
    }
    return folder.resolve(name).toString();
  }

  static String write(String name, StructType schema, List<Row> rows) {
    String path = folder.resolve(name).toString();
    spark.createDataFrame(rows, schema).coalesce(1).write().parquet(path);
    return path;
  }

  static List<Row> sumRows(int count) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double first = Math.sin(i);
      List<Double> a = IntStream.rangeClosed(0, i % 5).mapToObj(t -> first + t).toList();
      List<Double> b = a.stream().map(value -> 3 - value).toList();
      rows.add(RowFactory.create("s" + i, a, b, 100 + 7 * first));
    }
    return rows;
  }
}
