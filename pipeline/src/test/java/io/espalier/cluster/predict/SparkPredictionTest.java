package io.espalier.cluster.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class SparkPredictionTest extends PredictionFixture {
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
    List<Row> rows = sumRows(60);
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
  void stepsOfALongPlanStandInItsOrderInParquetToo() throws IOException {
    StringBuilder table = new StringBuilder("who,day,a,b,y\n");
    List<Row> steps = new ArrayList<>();
    List<Row> whole = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      List<Double> a = new ArrayList<>();
      List<Double> b = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        a.add(Math.sin(i + t));
        b.add(Math.cos(i * t));
        String cells = "s%d,%d/1/2020,%s,%s,%s%n".formatted(i, 9 + t, a.get(t), b.get(t), i % 7);
        table.append(cells);
      }
      for (int t : new int[] {2, 0, 3, 1}) {
        steps.add(RowFactory.create("s" + i, 9 + t + "/1/2020", a.get(t), b.get(t)));
      }
      whole.add(RowFactory.create("s" + i, a, b));
    }
    Path csv = Files.writeString(folder.resolve("long.csv"), table);
    SavedNetwork given =
        new SavedNetwork(
            "long",
            """
            data {
              task = regression
              source {
                format = long, train = "%s", id = who, features = [a, b], target = [y]
                order = day, order-pattern = "M/d/yyyy"
              }
            }
            """
                .formatted(csv));
    Map<String, Row> prepared = given.predict(given.dataset.folder(), "all-steps");
    StructType names = new StructType().add("id", DataTypes.StringType);
    StructType numbers = names.add("day", DataTypes.StringType);
    numbers = numbers.add("a", DataTypes.DoubleType).add("b", DataTypes.DoubleType);
    Map<String, Row> raw = given.predict(write("raw-steps", numbers, steps), "new-steps");
    StructType lists = names.add("a", DOUBLES).add("b", DOUBLES);
    Map<String, Row> arrays = given.predict(write("raw-arrays", lists, whole), "new-arrays");
    assertThat(raw.keySet()).isEqualTo(prepared.keySet()).isEqualTo(arrays.keySet()).hasSize(30);
    prepared.forEach(
        (id, row) -> {
          assertThat(number(raw.get(id))).isCloseTo(number(row), within(1e-5));
          assertThat(number(arrays.get(id))).isCloseTo(number(row), within(1e-5));
        });
    List<Row> unordered =
        steps.stream().map(row -> RowFactory.create(row.get(0), row.get(2), row.get(3))).toList();
    StructType without = names.add("a", DataTypes.DoubleType).add("b", DataTypes.DoubleType);
    given.refuses(
        given.zip,
        write("unordered", without, unordered),
        "has no column 'day'; its columns are id, a, b");
  }
}
