package io.espalier.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.run.RunSummary;
import io.espalier.run.RunSummary.LevelResult;
import io.espalier.run.RunSummary.Pruned;
import io.espalier.run.Tried;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryTableTest {
  @Test
  void columnsStandUnderEachOther() {
    assertThat(SummaryTable.render(ExampleRun.summary()))
        .isEqualTo(
            """
control-charts (seed 7)

  network  split        pruned  Accuracy  Macro-F1  Log-loss (nats)  KL to dense (nats)  Agreement
  dense    validation   0.00 %   98.67 %   98.57 %           0.0512
  level 1  validation  46.25 %   98.33 %   98.23 %           0.0600              0.0040    99.50 %
  level 2  validation  70.00 %   98.67 %   98.57 %           0.0700              0.0080    99.30 %
  level 3  validation  78.75 %   97.50 %   97.40 %           0.0800              0.0120    99.10 %
  level 4  validation  80.00 %   97.00 %   96.90 %           0.0900              0.0160    98.90 %
  dense    test         0.00 %   98.33 %   98.23 %           0.0601
  final    test        80.00 %   97.67 %   97.57 %           0.0807

  size                        dense           final
  parameters                 17,286          17,286
  non-zero                                    3,710
  multiply-adds per step     16,640           3,328
  multiply-adds of training          45,000,000,000
  bytes                                      77,824

  artifact  file
  dl4j      export/network.zip
""");
  }

  @Test
  void passesShareOfWeightsAndNoticesAreSaid() {
    RunSummary whole = ExampleRun.summary();
    LevelResult first = whole.levels().get(0);
    String floor = "lstm-1 is at its floor of 1 of 16 units (prune.keep-at-least)";
    List<LevelResult> levels =
        List.of(
            new LevelResult(
                1,
                new Pruned("unit", 0.5, 0.7251),
                first.metrics(),
                first.fidelity(),
                List.of(floor),
                Optional.empty()),
            new LevelResult(
                2,
                new Pruned("weight", 0.8, 0.9),
                first.metrics(),
                first.fidelity(),
                List.of(),
                Optional.empty()));
    RunSummary summary =
        new RunSummary("both", 7, whole.dense(), levels, whole.last(), whole.artifacts());
    assertThat(SummaryTable.render(summary).lines().map(String::strip))
        .contains("level 1 (unit): " + floor)
        .anyMatch(line -> line.startsWith("network           split        pruned  of weights"))
        .anyMatch(line -> line.matches("level 1 \\(unit\\) +validation  50.00 % +72.51 % .*"))
        .anyMatch(line -> line.matches("final +test +80.00 % +90.00 % .*"));
    assertThat(HtmlReport.render(summary, ExampleRun.details())).contains(floor);
  }

  @Test
  void denseRunHasOneRow() {
    assertThat(SummaryTable.render(ExampleRun.denseOnly()).lines())
        .containsExactly(
            "dense (seed 7)",
            "",
            "  network  split       pruned  Accuracy  Macro-F1  Log-loss (nats)",
            "  dense    validation  0.00 %   98.67 %   98.57 %           0.0512");
  }

  private static RunSummary tried(int result, double... losses) {
    RunSummary whole = ExampleRun.summary();
    List<LevelResult> levels = new ArrayList<>();
    for (int i = 0; i < losses.length; i++) {
      LevelResult level = whole.levels().get(i);
      levels.add(
          new LevelResult(
              i + 1,
              level.pruned(),
              level.metrics(),
              level.fidelity(),
              List.of(),
              Optional.of(
                  new Tried("prune.until.quality-loss", 0.01, losses[i], result == i + 1))));
    }
    return new RunSummary("tried", 7, whole.dense(), levels, whole.last(), Map.of());
  }

  @Test
  void theResultOfASearchIsSaidWithWhatWasTried() {
    RunSummary summary = tried(2, 0.0034, 0.01 + 1e-12, 0.0117);
    assertThat(SummaryFile.read(SummaryFile.write(summary))).isEqualTo(summary);
    assertThat(SummaryTable.render(summary).lines().map(String::strip))
        .contains(
            "The result is level 2 of 3: quality-loss 0.01, within prune.until.quality-loss ="
                + " 0.01.")
        .anyMatch(line -> line.matches("network .* Quality loss +within"))
        .anyMatch(line -> line.matches("level 2 .* 0.01 +yes"))
        .anyMatch(line -> line.matches("level 3 .* 0.0117 +no"))
        .anyMatch(line -> line.matches("final +test +70.00 %.*"));
    assertThat(HtmlReport.render(summary, ExampleRun.details()))
        .contains("The result is level 2 of 3", "Quality loss");
  }

  @Test
  void thatNothingIsWithinALimitIsSaidLoudly() {
    RunSummary summary = tried(0, 0.06, 0.04);
    assertThat(SummaryFile.read(SummaryFile.write(summary))).isEqualTo(summary);
    assertThat(SummaryTable.render(summary).lines().map(String::strip))
        .contains(
            "NO level is within prune.until.quality-loss = 0.01: the dense network stays. The"
                + " least pruned, level 1, came to quality-loss 0.06.")
        .anyMatch(line -> line.matches("final +test +0.00 %.*"));
  }
}
