package io.espalier.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.run.RunSummary;
import io.espalier.run.RunSummary.DenseResult;
import io.espalier.run.RunSummary.FinalResult;
import io.espalier.run.RunSummary.LevelResult;
import io.espalier.run.RunSummary.Pruned;
import io.espalier.run.RunSummary.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryFileTest {
  private static final String GOLDEN =
      """
      {
        "run" : "vowels",
        "seed" : 7,
        "dense" : {
          "metrics" : {
            "accuracy" : 0.98,
            "log-loss" : 0.05
          },
          "test" : {
            "accuracy" : 0.97
          },
          "parameters" : 100,
          "macs-per-step" : 90
        },
        "levels" : [
          {
            "level" : 1,
            "granularity" : "unit",
            "sparsity" : 0.8,
            "weights-pruned" : 0.75,
            "metrics" : {
              "accuracy" : 0.96
            },
            "kl-to-dense" : 0.01,
            "agreement" : 0.99,
            "notices" : [
              "nothing reads layer lstm-0 any more"
            ]
          }
        ],
        "final" : {
          "sparsity" : 0.8,
          "metrics" : {
            "accuracy" : 0.96
          },
          "test" : {
            "accuracy" : 0.95
          },
          "parameters" : 100,
          "nonzeros" : 28,
          "macs-per-step" : 18,
          "bytes" : 4096,
          "training-multiply-adds" : 54321
        },
        "artifacts" : {
          "dl4j" : "export/network.zip"
        }
      }
      """;

  @Test
  void writesTheKeysThatUsersReadInOrder() {
    assertThat(SummaryFile.write(vowels())).isEqualTo(GOLDEN);
  }

  @Test
  void readsBackWhatItWrote() {
    assertThat(SummaryFile.read(GOLDEN)).isEqualTo(vowels());
    for (RunSummary summary : List.of(ExampleRun.summary(), ExampleRun.denseOnly())) {
      assertThat(SummaryFile.read(SummaryFile.write(summary))).isEqualTo(summary);
    }
  }

  @Test
  void numericTaskHasRmseToDenseInPlaceOfDivergence() {
    LevelResult level =
        new LevelResult(
            1,
            new Pruned("weight", 0.5, 0.5),
            Map.of("rmse", 2.0),
            Map.of("rmse-to-dense", 0.25),
            List.of(),
            Optional.empty());
    RunSummary summary =
        new RunSummary(
            "etth1",
            1,
            new DenseResult(Map.of("rmse", 1.5), Map.of(), 10, 8),
            List.of(level),
            Optional.empty(),
            Map.of());
    String text = SummaryFile.write(summary);
    assertThat(text)
        .contains("\"rmse-to-dense\" : 0.25")
        .doesNotContain("kl-to-dense", "agreement", "final", "test");
    assertThat(SummaryFile.read(text)).isEqualTo(summary);
  }

  @Test
  void infiniteMetricSurvives() {
    RunSummary summary =
        new RunSummary(
            "lm",
            1,
            new DenseResult(Map.of("perplexity", Double.POSITIVE_INFINITY), Map.of(), 10, 8),
            List.of(),
            Optional.empty(),
            Map.of());
    assertThat(SummaryFile.read(SummaryFile.write(summary))).isEqualTo(summary);
  }

  @Test
  void whatIsMissingOrWrongIsNamed() {
    assertThatThrownBy(() -> SummaryFile.read(GOLDEN.replace("\"seed\"", "\"sead\"")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a summary must have seed");
    assertThatThrownBy(() -> SummaryFile.read(GOLDEN.replace("4096", "\"many\"")))
        .hasMessageContaining("bytes of a summary must be a whole number");
    assertThatThrownBy(() -> SummaryFile.read("{")).hasMessageContaining("must be JSON");
  }

  private static RunSummary vowels() {
    return new RunSummary(
        "vowels",
        7,
        new DenseResult(
            ExampleRun.ordered("accuracy", 0.98, "log-loss", 0.05),
            Map.of("accuracy", 0.97),
            100,
            90),
        List.of(
            new LevelResult(
                1,
                new Pruned("unit", 0.8, 0.75),
                Map.of("accuracy", 0.96),
                ExampleRun.ordered("kl-to-dense", 0.01, "agreement", 0.99),
                List.of("nothing reads layer lstm-0 any more"),
                Optional.empty())),
        Optional.of(
            new FinalResult(
                0.8,
                Map.of("accuracy", 0.96),
                Map.of("accuracy", 0.95),
                new Size(100, 28, 18, 4096),
                54_321)),
        Map.of("dl4j", "export/network.zip"));
  }
}
