package io.espalier.cluster.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkPredictionTest {
  private static final ArrayType DOUBLES = DataTypes.createArrayType(DataTypes.DoubleType);
  private static final StructType UNLABELLED =
      new StructType().add("key", DataTypes.StringType).add("a", DOUBLES).add("b", DOUBLES);

  @TempDir private static Path folder;
  private static SparkSession spark;
  private static SavedNetwork sums;

  @BeforeAll
  static void start() throws IOException {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .appName("prediction")
            .config("spark.ui.enabled", "false")
            .getOrCreate();
    String path = write("raw", UNLABELLED.add("y", DataTypes.DoubleType), sums(60));
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
  private static final class SavedNetwork {
    private final SparkExperiment experiment;
    private final Dataset dataset;
    private final NetworkState network;
    private final Plan plan;
    private final String zip;

    private SavedNetwork(String name, String data) throws IOException {
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

    private Map<String, Double> metrics(Split split) {
      SparkJobs jobs = new SparkJobs(JavaSparkContext.fromSparkContext(spark.sparkContext()));
      return new SparkEvaluator(jobs, 32)
          .evaluate("test", network, new Reference.None(), dataset, split)
          .metrics();
    }

    private Map<String, Row> predict(String input, String output) {
      String said = experiment.predict(zip, input, folder.resolve(output).toString()).text();
      List<Row> rows = spark.read().parquet(folder.resolve(output).toString()).collectAsList();
      assertThat(said).startsWith(rows.size() + " predictions in ");
      Map<String, Row> byId = new TreeMap<>();
      rows.forEach(row -> byId.put(row.getString(0), row));
      assertThat(byId).hasSameSizeAs(rows);
      return byId;
    }

    private void refuses(String model, String input, String problem) {
      assertThatThrownBy(
              () -> experiment.predict(model, input, folder.resolve("refused").toString()))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(problem);
      assertThat(folder.resolve("refused")).doesNotExist();
      assertThat(folder.toFile().list()).noneMatch(name -> name.startsWith(".refused"));
    }
  }

  private static String save(String name, NetworkState network, Optional<Mask> mask)
      throws IOException {
    try (OutputStream file = Files.newOutputStream(folder.resolve(name))) {
      Content content =
          new Content(
              network.network(), network.parameters(), Optional.empty(), mask, Map.of(), Map.of());
      Formats.named("dl4j").write(content, file);
    }
    return folder.resolve(name).toString();
  }

  private static String write(String name, StructType schema, List<Row> rows) {
    String path = folder.resolve(name).toString();
    spark.createDataFrame(rows, schema).coalesce(1).write().parquet(path);
    return path;
  }

  private static List<Row> sums(int count) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double first = Math.sin(i);
      List<Double> a = IntStream.rangeClosed(0, i % 5).mapToObj(t -> first + t).toList();
      List<Double> b = a.stream().map(value -> 3 - value).toList();
      rows.add(RowFactory.create("s" + i, a, b, 100 + 7 * first));
    }
    return rows;
  }

  @Test
  void classesOfASplitAreThoseOfTheEvaluation() throws IOException {
    SavedNetwork given =
        new SavedNetwork(
            "charts", "data.source { format = control-charts, count = 90, length = 20 }");
    String test = given.dataset.folder() + "/test";
    Map<String, Row> predictions = given.predict(test, "test-charts");
    List<String> classes = given.dataset.info().output().classes();
    List<Row> truths = spark.read().parquet(test).select("id", "label").collectAsList();
    assertThat(predictions).hasSameSizeAs(truths);
    int hits = 0;
    double logLoss = 0;
    for (Row truth : truths) {
      Row said = predictions.get(truth.getString(0));
      List<Float> probabilities = said.getList(said.fieldIndex("probabilities"));
      double probability = said.getDouble(said.fieldIndex("probability"));
      String prediction = said.getString(said.fieldIndex("prediction"));
      assertThat(probabilities).hasSize(6).allMatch(each -> each <= probability);
      assertThat(probabilities.get(classes.indexOf(prediction)).doubleValue())
          .isEqualTo(probability);
      hits += prediction.equals(classes.get(truth.getInt(1))) ? 1 : 0;
      logLoss -= Math.log(probabilities.get(truth.getInt(1)));
    }
    Map<String, Double> metrics = given.metrics(Split.TEST);
    assertThat((double) hits / truths.size()).isEqualTo(metrics.get("accuracy"));
    assertThat(logLoss / truths.size()).isCloseTo(metrics.get("log-loss"), within(1e-5));
    assertThat(given.predict(given.dataset.folder(), "all-charts")).hasSize(90);
  }

  @Test
  void unlabelledParquetIsEncodedAsTheDatasetAndAnsweredInOriginalUnits() throws IOException {
    SavedNetwork given = sums;
    Map<String, Row> prepared = given.predict(given.dataset.folder(), "all-sums");
    List<Row> rows = sums(60);
    List<Row> unlabelled =
        rows.stream().map(row -> RowFactory.create(row.get(0), row.get(1), row.get(2))).toList();
    Map<String, Row> raw = given.predict(write("new", UNLABELLED, unlabelled), "new-sums");
    assertThat(raw.keySet()).isEqualTo(prepared.keySet()).hasSize(60);
    raw.forEach(
        (id, row) -> assertThat(number(row)).isCloseTo(number(prepared.get(id)), within(1e-4)));
    Map<String, Row> test = given.predict(given.dataset.folder() + "/test", "test-sums");
    double squares = 0;
    for (Row row : rows) {
      if (test.containsKey(row.getString(0))) {
        squares += Math.pow(number(test.get(row.getString(0))) - row.getDouble(3), 2);
      }
    }
    assertThat(Math.sqrt(squares / test.size()))
        .isCloseTo(given.metrics(Split.TEST).get("rmse"), within(1e-4));
  }

  private static double number(Row row) {
    List<Double> numbers = row.getList(row.fieldIndex("prediction"));
    assertThat(numbers).hasSize(1);
    return numbers.get(0);
  }

  @Test
  void tokensAreForetoldWithTheEvaluationsPerplexity() throws IOException {
    SavedNetwork given =
        new SavedNetwork(
            "texts", "data { task = language-model, source { format = reber, count = 60 } }");
    String test = given.dataset.folder() + "/test";
    Map<String, Row> predictions = given.predict(test, "test-texts");
    double logLoss = 0;
    long tokens = 0;
    for (Row row : predictions.values()) {
      double mean = row.getDouble(row.fieldIndex("log_loss"));
      assertThat(row.getDouble(row.fieldIndex("perplexity"))).isEqualTo(Math.exp(mean));
      tokens += row.getInt(row.fieldIndex("tokens"));
      logLoss += mean * row.getInt(row.fieldIndex("tokens"));
    }
    assertThat(Math.exp(logLoss / tokens))
        .isCloseTo(given.metrics(Split.TEST).get("perplexity"), within(1e-5));
    List<String> vocabulary = given.dataset.info().input().vocabulary();
    List<Row> texts =
        spark.read().parquet(test).select("id", "tokens").collectAsList().stream()
            .map(
                row ->
                    RowFactory.create(
                        row.getString(0),
                        row.<Integer>getList(1).stream().map(vocabulary::get).toList()))
            .toList();
    StructType schema =
        new StructType()
            .add("id", DataTypes.StringType)
            .add("tokens", DataTypes.createArrayType(DataTypes.StringType));
    Map<String, Row> raw = given.predict(write("raw-texts", schema, texts), "new-texts");
    assertThat(raw.keySet()).isEqualTo(predictions.keySet());
    raw.forEach(
        (id, row) ->
            assertThat(row.getDouble(2)).isCloseTo(predictions.get(id).getDouble(2), within(1e-5)));
  }

  @Test
  void differencedForecastsAreChangesWhateverTheLevel() throws IOException {
    List<Double> low = IntStream.range(0, 50).mapToObj(t -> 20 + Math.sin(t)).toList();
    List<Double> high = low.stream().map(value -> value + 1000).toList();
    StructType schema = new StructType().add("key", DataTypes.StringType).add("a", DOUBLES);
    String path = write("low-series", schema, List.of(RowFactory.create("s", low)));
    String risen = write("high-series", schema, List.of(RowFactory.create("s", high)));
    SavedNetwork given =
        new SavedNetwork(
            "changes",
            """
            data {
              task = forecast, window = 6, horizon = 3, difference = true
              source { format = parquet, train = "%s", id = key, features = [a], target = [a] }
            }
            """
                .formatted(path));
    Map<String, Row> prepared = given.predict(given.dataset.folder(), "all-changes");
    Map<String, Row> raw = given.predict(path, "low-changes");
    Map<String, Row> shifted = given.predict(risen, "high-changes");
    assertThat(prepared).hasSize(50 - 6 - 3 + 1);
    assertThat(shifted.keySet()).isEqualTo(raw.keySet()).hasSize(50 - 6 + 1);
    prepared.forEach(
        (id, row) -> assertThat(number(raw.get(id))).isCloseTo(number(row), within(1e-5)));
    shifted.forEach(
        (id, row) -> assertThat(number(raw.get(id))).isCloseTo(number(row), within(1e-5)));
    double squares = 0;
    Map<String, Row> test = given.predict(given.dataset.folder() + "/test", "test-changes");
    for (Map.Entry<String, Row> each : test.entrySet()) {
      int last = Integer.parseInt(each.getKey().substring(2)) + 5;
      squares += Math.pow(low.get(last) + number(each.getValue()) - low.get(last + 3), 2);
    }
    assertThat(Math.sqrt(squares / test.size()))
        .isCloseTo(given.metrics(Split.TEST).get("rmse"), within(1e-5));
  }

  @Test
  void forecastsReachBeyondTheEndOfAnUnlabelledSeries() throws IOException {
    List<Double> series = IntStream.range(0, 50).mapToObj(t -> 20 + Math.sin(t)).toList();
    StructType schema = new StructType().add("key", DataTypes.StringType).add("a", DOUBLES);
    String path = write("raw-series", schema, List.of(RowFactory.create("s", series)));
    SavedNetwork given =
        new SavedNetwork(
            "series",
            """
            data {
              task = forecast, window = 6, horizon = 3
              source { format = parquet, train = "%s", id = key, features = [a], target = [a] }
            }
            """
                .formatted(path));
    Map<String, Row> prepared = given.predict(given.dataset.folder(), "all-windows");
    Map<String, Row> raw = given.predict(path, "new-windows");
    assertThat(prepared).hasSize(50 - 6 - 3 + 1);
    assertThat(raw).hasSize(50 - 6 + 1).containsKey("s:000044");
    prepared.forEach(
        (id, row) -> assertThat(number(raw.get(id))).isCloseTo(number(row), within(1e-4)));
  }

  @Test
  void inputsThatCannotBeUsedAreRefusedWithNothingWritten() throws IOException {
    String zip = sums.zip;
    sums.refuses(zip, folder.resolve("absent").toString(), "the input: there is no file");
    List<Double> two = List.of(1.0, 2.0);
    List<Row> rows =
        List.of(
            RowFactory.create("good", two, two),
            RowFactory.create("nan", List.of(1.0, Double.NaN), two),
            RowFactory.create("huge", two, List.of(1e300, 1.0)));
    String bad = write("bad", UNLABELLED, rows);
    assertThatThrownBy(() -> sums.predict(bad, "refused"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("2 bad rows")
        .hasMessageContaining("parquet:2: missing value in a")
        .hasMessageContaining("parquet:3: 1.0E300 in b is too large");
    StructType schema = new StructType().add("key", DataTypes.StringType).add("a", DOUBLES);
    String narrow = write("narrow", schema, List.of(RowFactory.create("x", two)));
    sums.refuses(zip, narrow, "has no column 'b'");
    assertThatThrownBy(() -> sums.predict(sums.dataset.folder(), "raw"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("raw is there already");
  }

  @Test
  void networksThatCannotBeUsedAreRefusedWithNothingWritten() throws IOException {
    String data = sums.dataset.folder();
    DatasetInfo info = sums.dataset.info();
    DatasetInfo narrow =
        new DatasetInfo(
            info.format(),
            info.task(),
            new DatasetInfo.Input(List.of("a"), DatasetInfo.Normaliser.NONE, List.of()),
            info.output(),
            info.splits(),
            info.fingerprint());
    NetworkState network =
        NetworkState.of(
            NetworkBuilder.network(sums.plan.network(), narrow),
            NetworkBuilder.parameters(sums.plan.network(), narrow, 3));
    String other = save("narrow.zip", network, Optional.empty());
    sums.refuses(other, data, "does not fit the input: layer");
    sums.refuses(other, data, "reads 1 features, but the data has 2");
    String absent = folder.resolve("absent.zip").toString();
    sums.refuses(absent, data, "the model must be a network file that can be read");
    Path text = Files.writeString(folder.resolve("text.zip"), "no network");
    sums.refuses(text.toString(), data, "text.zip");
  }
}
