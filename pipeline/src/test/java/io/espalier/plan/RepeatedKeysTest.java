package io.espalier.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.espalier.model.InputException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A key that stands twice in a file, of which one value would be dropped without a word. */
class RepeatedKeysTest {
  private static final String FINE =
      """
      run { name = x, store = st }
      data.source.format = control-charts
      network.layers = [{ type = lstm, units = 4 }]
      """;

  private static List<String> problems(String text, String... overrides) {
    try {
      PlanReader.read(text, "x.conf", List.of(overrides));
      return List.of();
    } catch (InputException e) {
      return e.problems();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train.epochs = 3;train.epochs = 5 | train.epochs | 4 | 5",
        "train.epochs = 3;train { epochs = 3 } | train.epochs | 4 | 5",
        "train { epochs = 3;;epochs = 4 } | train.epochs | 4 | 6",
        "train { epochs = 3, epochs = 4 } | train.epochs | 4 | 4",
        "train { epochs : 3 };train : { \"epochs\" : 4 } | train.epochs | 4 | 5",
        "train = { epochs = 3 } { epochs = 4 } | train.epochs | 4 | 4",
        "data.source.format = control-charts | data.source.format | 2 | 4",
        "run.seed = ${data.shards};run.seed = 3 | run.seed | 4 | 5",
        "prune.exclude = [a];prune.exclude = [b] | prune.exclude | 4 | 5",
        "prune.exclude += a;prune.exclude = [b] | prune.exclude | 4 | 5",
        "x = \"\"\";{\"a;\"\"\"\"  ;train.epochs = 3; # train.epochs = 4;train.epochs =  // {;; 5 | train.epochs | 7 | 9",
        "x = \"a\\\\\";train.epochs = 3;train.epochs = 5 | train.epochs | 5 | 6",
        "train.epochs = 3;x = a//y, train.epochs=4;train.epochs = 5 | train.epochs | 4 | 6"
      })
  void isRefusedWithBothLines(String text, String key, int first, int second) {
    assertThat(problems(FINE + text.replace(';', '\n') + "\n"))
        .contains(
            "%s is written twice, first in line %d; keep one of them (x.conf:%d)"
                .formatted(key, first, second));
  }

  @Test
  void isRefusedInsideListsAndOverrides() {
    String layers = "network.layers = [{ type = lstm, units = 4 }, {\n units = 4, units = 5 }]\n";
    assertThat(problems("run { name = x, store = st }\n" + layers))
        .contains(
            "network.layers[1].units is written twice, first in line 3; keep one of them"
                + " (x.conf:3)");
    assertThat(problems(FINE, "train={ epochs = 3, epochs = 4 }"))
        .contains("train.epochs is written twice; keep one of them (--set)");
    assertThat(problems("{ \"run\": { \"name\": \"x\", \"store\": \"s\", \"name\": \"y\" } }"))
        .contains("run.name is written twice, first in line 1; keep one of them (x.conf:1)");
  }

  @Test
  void aValueThatReplacesAGroupOrTheOtherWayRoundIsRefused() {
    assertThat(problems(FINE + "train.epochs = 3\ntrain = 5"))
        .contains(
            "train replaces what was written of train, first in line 4; keep one of them"
                + " (x.conf:5)");
    assertThat(problems(FINE + "train = 5\ntrain.rounds.x = 3"))
        .contains(
            "train.rounds.x replaces what was written of train, first in line 4; keep one of them"
                + " (x.conf:5)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train.epochs = 3;train.batch-size = 4;train { optimiser.type = adam };train.rounds {}",
        "prune.exclude = [a];prune.exclude += b;prune.exclude = ${prune.exclude} [c]",
        "train.epochs = 3;train.epochs = ${?NO_SUCH_VARIABLE}",
        "train.epochs = 3 # train.epochs = 4;// train.epochs = 5",
        "prune.exclude = [\"a, train.epochs = 3\", \"\"\";train.epochs = 4\"\"\"];train.epochs = 3",
        "{}",
        ""
      })
  void whatAddsUpIsNot(String text) {
    String lines = text.replace(';', '\n');
    assertThat(problems(lines.equals("{}") ? lines : FINE + lines))
        .noneMatch(problem -> problem.contains("twice") || problem.contains("replaces"));
  }

  @Test
  void anOverrideWinsOverTheFileAndEarlierOnes() {
    assertThat(problems(FINE + "train.epochs = 3", "train.epochs=4", "train.epochs=5")).isEmpty();
    assertThat(problems(FINE, "run.name=a=b{run.name=c,run.name=d}"))
        .noneMatch(problem -> problem.contains("twice"));
  }

  @Test
  void whateverTheParserReadsIsRead() {
    List<String> parts =
        List.of(
            "a",
            "b.c",
            "\"d e\"",
            " ",
            "=",
            ":",
            "+=",
            "{",
            "}",
            "[",
            "]",
            ",",
            "\n",
            "1",
            "1.5",
            "true",
            "\"x\"",
            "\"\"\"y\n\"\"\"",
            "${?a}",
            "# c\n",
            "// d",
            "x y",
            "\\",
            "\t",
            "-");
    Random random = new Random(5);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int part = random.nextInt(14); part >= 0; part--) {
        text.append(parts.get(random.nextInt(parts.size())));
      }
      Problems problems = new Problems("x.conf");
      try {
        ConfigFactory.parseString(text.toString());
      } catch (ConfigException e) {
        continue;
      }
      RepeatedKeys.check(text.toString(), "x.conf", problems);
      read++;
    }
    assertThat(read).isGreaterThan(100);
  }
}
