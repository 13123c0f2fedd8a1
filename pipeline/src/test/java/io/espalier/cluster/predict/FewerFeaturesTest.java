package io.espalier.cluster.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.app.SparkExperiment;
import io.espalier.format.SavedFeatures;
import io.espalier.model.InputException;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanReader;
import io.espalier.run.Progress;
import io.espalier.run.Verb;
import io.espalier.store.NetworkFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Features that say nothing go, and what is exported needs only the others. */
class FewerFeaturesTest extends PredictionFixture {
  private static final List<String> FEATURES = List.of("a", "id", "c", "d");
  private static final List<String> TELLING = List.of("id", "d");

  /** Classes that {@code id} and {@code d} tell apart; the features in this order. */
  private static String data(String name, List<String> features) {
    StructType schema = new StructType().add("key", DataTypes.StringType);
    for (String feature : features) {
      schema = schema.add(feature, DOUBLES);
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 160; i++) {
      Random random = new Random(i);
      int kind = i % 4;
      Map<String, List<Double>> columns = new TreeMap<>();
      for (String feature : FEATURES) {
        boolean high = TELLING.indexOf(feature) == 0 ? kind % 2 == 1 : kind > 1;
        double level = TELLING.contains(feature) ? (high ? 2 : -2) : 0;
        columns.put(feature, random.doubles(4 + i % 3, level - 1, level + 1).boxed().toList());
      }
      Stream<Object> cells = Stream.of("s" + i, "k" + kind);
      rows.add(
          RowFactory.create(
              Stream.concat(
                      cells.limit(1),
                      Stream.concat(features.stream().map(columns::get), Stream.of("k" + kind)))
                  .toArray()));
    }
    return write(name, schema.add("y", DataTypes.StringType), rows);
  }

  private static SparkExperiment experiment(String name, String data, String... overrides) {
    Plan plan =
        PlanReader.read(
            """
            data {
              source { format = parquet, train = "%s", id = key, features = [a, id, c, d], label = y }
              validation = 0.2, test = 0.3, shards = 3
            }
            network.layers = [ { type = lstm, units = 5 } ]
            train { epochs = 12, batch-size = 8, updater.learning-rate = 0.03 }
            recover.epochs = 1
            export.formats = [dl4j, compact, espalier]
            prune { granularity = input-feature, schedule.sparsity = 0.5 }
            """
                .formatted(data),
            "test",
            Stream.concat(
                    Stream.of("run.name=" + name, "run.store=" + folder.resolve(name + "-store")),
                    Stream.of(overrides))
                .toList());
    return SparkExperiment.open(spark, plan, Progress.silent(), Duration.ZERO);
  }

  private static Map<String, Row> predict(
      SparkExperiment experiment, Path model, String input, String output) {
    experiment.predict(model.toString(), input, folder.resolve(output).toString());
    Map<String, Row> said = new TreeMap<>();
    spark
        .read()
        .parquet(folder.resolve(output).toString())
        .collectAsList()
        .forEach(row -> said.put(row.getString(0), row));
    return said;
  }

  @ParameterizedTest
  @ValueSource(strings = {"permutation", "magnitude-l2"})
  void predictsFromTheFeaturesThatAreLeftAlone(String criterion) {
    String name = "features-" + criterion;
    String data = data(name, FEATURES);
    SparkExperiment experiment = experiment(name, data, "prune.criterion=" + criterion);
    String text = experiment.runTo(Verb.EXPORT).text();
    assertThat(text).contains("level 1: 2 of 4 input features are not read any more: a, c");
    Path run = folder.resolve(name + "-store/runs/" + name);
    for (String file : List.of("model.zip", "model-compact.zip", "model.espalier")) {
      var content =
          NetworkFiles.read(
              "it", run.resolve(file).toString(), spark.sparkContext().hadoopConfiguration());
      assertThat(content.network().width(content.network().inputs().get(0))).isEqualTo(2);
      assertThat(SavedFeatures.of(content.attachments(), file).orElseThrow().features())
          .isEqualTo(TELLING);
    }
    Map<String, Row> all = predict(experiment, run.resolve("model.zip"), data, name + "-all");
    String few = data(name + "-few", TELLING);
    assertThat(predict(experiment, run.resolve("model.espalier"), few, name + "-1")).isEqualTo(all);
    String apart = data(name + "-apart", List.of("d", "c", "id"));
    assertThat(predict(experiment, run.resolve("model-compact.zip"), apart, name + "-2"))
        .isEqualTo(all);
    String prepared = prepared(folder.resolve(name + "-store"));
    Map<String, Row> test =
        predict(experiment, run.resolve("model.zip"), prepared + "/test", name + "-3");
    assertThat(test.size()).isBetween(20, 80);
    long hits = 0;
    for (Row row : test.values()) {
      assertThat(row).isEqualTo(all.get(row.getString(0)));
      int number = Integer.parseInt(row.getString(0).substring(1));
      hits += row.getString(1).equals("k" + number % 4) ? 1 : 0;
    }
    assertThat(text)
        .containsPattern(
            "final +test.* %.2f %%".formatted(100.0 * hits / test.size()).replace(",", "."));
  }

  private static String prepared(Path store) {
    try (Stream<Path> files = Files.walk(store)) {
      return files
          .filter(path -> path.endsWith("dataset.json"))
          .findFirst()
          .orElseThrow()
          .getParent()
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void unitsAndFeaturesGoTogetherBesideADenseNetworkThatIsAskedAnew() {
    String data = data("both", FEATURES);
    SparkExperiment experiment =
        experiment(
            "both",
            data,
            "evaluate.keep-outputs=0B",
            "prune.passes=[{ criterion = permutation }, { granularity = unit, schedule.sparsity = 0.4 },"
                + " { granularity = weight, schedule.sparsity = 0.2 }]");
    String text = experiment.runTo(Verb.EXPORT).text();
    assertThat(text)
        .contains("level 3 (weight): 2 of 4 input features are not read any more: a, c");
    Path run = folder.resolve("both-store/runs/both");
    assertThat(predict(experiment, run.resolve("model-compact.zip"), data, "both-1")).hasSize(160);
  }

  @Test
  void dataWithoutAFeatureThatIsReadIsRefused() {
    String data = data("lacking", FEATURES);
    SparkExperiment experiment = experiment("lacking", data, "prune.criterion=permutation");
    experiment.runTo(Verb.EXPORT);
    String model = folder.resolve("lacking-store/runs/lacking/model.zip").toString();
    SparkExperiment other =
        experiment("other", data("other", FEATURES), "data.source.features=[a, c, d]");
    assertThatThrownBy(() -> other.predict(model, data, folder.resolve("none").toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "it reads the features id, d in this order, and the data has a, c, d");
  }
}
