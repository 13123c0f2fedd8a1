package io.espalier.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.metric.ClassFigures;
import io.espalier.metric.ClassFigures.Confusion;
import io.espalier.metric.ClassFigures.OfClass;
import io.espalier.run.Evaluator.Disturbed;
import io.espalier.run.Examination;
import io.espalier.run.Requirement;
import io.espalier.run.RunSummary;
import io.espalier.run.RunSummary.DenseResult;
import io.espalier.run.RunSummary.FinalResult;
import io.espalier.run.RunSummary.LevelResult;
import io.espalier.run.RunSummary.Pruned;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is shown of a run beside its metrics. */
class ExaminationTest {
  private static final RunSummary SUMMARY = examined(classes(3));

  @Test
  void isReadBackAsItWasWritten() {
    assertThat(SummaryFile.read(SummaryFile.write(SUMMARY))).isEqualTo(SUMMARY);
  }

  @Test
  void terminalShowsEachOnce() {
    assertThat(SummaryTable.render(SUMMARY).lines().map(String::strip))
        .anyMatch(line -> line.matches("network .* Accuracy before recovery .*"))
        .anyMatch(line -> line.matches("level 1 .* 71.00 % .*"))
        .anyMatch(line -> line.matches("dense +training +0.00 % +99.00 % .*"))
        .anyMatch(line -> line.matches("final +test .* 98.00 %"))
        .anyMatch(line -> line.matches("c1 +c0 \\(5\\) +10 +83.33 % +50.00 % +62.50 %"))
        .anyMatch(line -> line.matches("noise +0.3 +90.00 % +85.00 % +−5.00 points"))
        .anyMatch(line -> line.matches("quality-loss +0.0066 +at most 0.0050 +no"));
  }

  @Test
  void pageShowsEachOnce() {
    assertThat(HtmlReport.render(SUMMARY, ExampleRun.details()))
        .contains("Accuracy before recovery", "Generalisation", "final, training")
        .contains("Classes, test", "Confusions, test", "<th scope=\"col\">c2</th>")
        .contains("Robustness, test", "<td>−5.00 points</td>")
        .contains("Required", "at most 0.0050", "nothing was promoted");
  }

  @Test
  void pageListsTheWorstOfManyClasses() {
    assertThat(HtmlReport.render(examined(classes(60)), ExampleRun.details()))
        .contains("the 50 classes of 60 with the lowest F1", "taken for");
  }

  @Test
  void summariesOfEarlierVersionsHaveNone() {
    String old = SummaryFile.write(ExampleRun.summary());
    assertThat(old).doesNotContain("training\"", "before-recovery", "classes", "requirements");
    assertThat(SummaryFile.read(old).last().orElseThrow().examination())
        .isEqualTo(Examination.NONE);
  }

  private static ClassFigures classes(int count) {
    List<OfClass> classes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      classes.add(new OfClass("c" + i, 10, i == 1 ? 6 : 10, i == 1 ? 5 : 10));
    }
    return new ClassFigures(classes, List.of(new Confusion("c1", "c0", 5)));
  }

  private static Disturbed noise(double accuracy) {
    return new Disturbed("noise", 0.3, ExampleRun.ordered("accuracy", accuracy, "log-loss", 0.3));
  }

  private static RunSummary examined(ClassFigures classes) {
    RunSummary whole = ExampleRun.summary();
    DenseResult dense = whole.dense();
    FinalResult last = whole.last().orElseThrow();
    List<LevelResult> levels = new ArrayList<>();
    for (LevelResult level : whole.levels()) {
      levels.add(
          new LevelResult(
              level.level(),
              new Pruned(
                  level.pruned().granularity(),
                  level.pruned().sparsity(),
                  level.pruned().weights(),
                  ExampleRun.ordered("accuracy", 0.7 + 0.01 * level.level(), "agreement", 0.7)),
              level.metrics(),
              level.fidelity(),
              level.notices(),
              Optional.empty()));
    }
    return new RunSummary(
        whole.run(),
        whole.seed(),
        new DenseResult(
            dense.metrics(),
            dense.test(),
            dense.parameters(),
            dense.macsPerStep(),
            new Examination(
                ExampleRun.ordered("accuracy", 0.99, "log-loss", 0.01),
                Map.of(),
                classes,
                List.of(),
                List.of(noise(0.9)))),
        levels,
        Optional.of(
            new FinalResult(
                last.sparsity(),
                last.metrics(),
                last.test(),
                last.size(),
                last.trainingMultiplyAdds(),
                new Examination(
                    ExampleRun.ordered("accuracy", 0.985, "log-loss", 0.02),
                    ExampleRun.ordered("kl-to-dense", 0.03, "agreement", 0.98),
                    classes,
                    List.of(new Requirement("quality-loss", 0.0066, 0.005)),
                    List.of(noise(0.85))))),
        whole.artifacts());
  }
}
