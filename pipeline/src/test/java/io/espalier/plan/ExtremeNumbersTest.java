package io.espalier.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.espalier.cluster.LocalSpark;
import io.espalier.model.InputException;
import io.espalier.run.Experiment.Checked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every number of a configuration at its ends and beyond, alone and with others. */
class ExtremeNumbersTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  static final List<String> VALUES =
      List.of(
          "2147483647",
          "2147483646",
          "1073741824",
          "9223372036854775807",
          "9223372036854775808",
          "1e18",
          "1e300",
          "1e400",
          "1e999999999",
          "-1",
          "-2147483648",
          "0",
          "1e-300",
          "NaN",
          "1000000000000d",
          "9999999999999999GB");

  private static final String LAYERS = "network.layers = [{ type = lstm, units = 3 }]\n";

  static final Map<String, String> PLANS =
      Map.of(
          "charts",
          LAYERS
              + "data { source { format = control-charts, count = 40, length = 6 }, shards = 2 }",
          "strings",
          "network.layers = [{ type = embedding, units = 2 }, { type = lstm, units = 3 }]\n"
              + "data { source { format = reber, count = 40 }, shards = 2 }",
          "language",
          LAYERS
              + "data { task = language-model, shards = 2, window = 5\n"
              + "       source { format = text, train = words.txt } }",
          "forecast",
          LAYERS
              + "data { task = forecast, shards = 2, window = 5\n"
              + "       source { format = long, train = series.csv, features = [x], target = [x] }"
              + " }");

  @TempDir static Path folder;

  @BeforeAll
  static void writeData() throws IOException {
    StringBuilder series = new StringBuilder("x\n");
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      series.append(i % 7).append('\n');
      words.append("word").append(i % 9).append(i % 10 == 0 ? "\n" : " ");
    }
    Files.writeString(folder.resolve("series.csv"), series);
    Files.writeString(folder.resolve("words.txt"), words);
  }

  static Stream<String> plans() {
    return PLANS.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("plans")
  void everyNumberIsTakenOrRefusedInTime(String plan) {
    List<String> refused = new ArrayList<>();
    List<String> taken = new ArrayList<>();
    for (DeclaredKey key : numbers(plan)) {
      for (String value : VALUES) {
        String setting = key.path() + "=" + value;
        (isTaken(plan, setting) ? taken : refused).add(setting);
      }
    }
    assertThat(taken).contains("data.maximum-characters=9223372036854775807");
    assertThat(refused).contains("data.shards=2147483647", "data.window=1073741824");
  }

  @Test
  void soAreTheNumbersOfLayers() {
    for (LayerType<?> type : LayerTypes.all()) {
      for (DeclaredKey key : type.declared()) {
        for (String value : VALUES) {
          String more = key.path().equals("units") ? "" : ", units = 2";
          String layer =
              "{ type = %s, %s = %s%s }"
                  .formatted(
                      type.name(), key.path(), value, type.name().equals("dropout") ? "" : more);
          isTaken("charts", "network.layers=[%s, { type = lstm, units = 2 }]".formatted(layer));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "network.layers=[{type=lstm,units=2147483647}] | network.layers[0].units | at most 1000000",
        "network.layers=[{type=lstm,units=1000000}] | network.layers make | 4,000,014,000,006 par",
        "network.layers=[{type=lstm,units=3000}] | heap | needs",
        "network.layers=[{type=lstm,units=4,forget-bias=1e300}] | forget-bias | 3.4e38",
        "train.updater.learning-rate=1e-300 | train.updater.learning-rate | 1.4e-45",
        "train.batch-size=2147483647 | train.batch-size | at least 1 and at most 1000000",
        "train.checkpoint.every=1000000d | train.checkpoint.every | 36500d at most",
        "run.seed=1e30 | run.seed | at most 9223372036854775807",
      })
  void theRefusalHasTheNumbers(String setting, String where, String what) {
    assertThatThrownBy(() -> check("charts", setting))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(where)
        .hasMessageContaining(what);
  }

  @Test
  void productsOfLegalNumbersAreRefusedAsSuch() {
    assertThatThrownBy(
            () -> check("charts", "data.source.count=100000000", "data.source.length=1000000"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("data.source.count and data.source.length = 1000000 make");
    assertThatThrownBy(
            () ->
                check(
                    "charts",
                    "train.epochs=1000000",
                    "train.batch-size=1",
                    "train.replicas=1",
                    "data.source.count=3000"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("train.epochs = 1000000 makes")
        .hasMessageContaining("1,000,000,000 at most");
  }

  @Test
  void aBatchIsNoLargerThanTheData() {
    assertThat(check("charts", "train.batch-size=1000000").dataset().info().largestSplit())
        .isLessThan(40);
  }

  /** Keys with numbers; those that have nothing to do with the data once. */
  private static List<DeclaredKey> numbers(String plan) {
    return PlanKeys.all().stream()
        .filter(key -> plan.equals("charts") || key.path().startsWith("data."))
        .filter(
            key -> {
              Object usual = key.standard().unwrapped();
              return usual instanceof Number
                  || usual.toString().matches("[0-9]+\\w+")
                  || key.path().equals("train.local-steps");
            })
        .toList();
  }

  /** Whether it is taken; anything but that or a refusal fails. */
  private static boolean isTaken(String plan, String setting) {
    try {
      assertTimeout(LIMIT, () -> check(plan, setting), () -> plan + " with " + setting);
      return true;
    } catch (InputException refusal) {
      assertThat(refusal.problems()).as(setting).allMatch(problem -> problem.length() < 500);
      return false;
    } catch (RuntimeException e) {
      throw new AssertionError(plan + " with " + setting, e);
    }
  }

  private static Checked check(String name, String... settings) {
    String files =
        PLANS.get(name).replaceAll("train = (\\w+\\.\\w+)", "train = \"" + folder + "/$1\"");
    Plan plan = PlanReader.read("run.name = x\n" + files, name, List.of(settings));
    return LocalSpark.experiment(plan, folder.resolve("store")).check();
  }
}
