package io.espalier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.plan.PlanReader;
import io.espalier.plan.PrunePlan;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduledCourseTest {
  private static PrunePlan plan(String prune) {
    return PlanReader.read(
            "run.name = x, data.source.format = control-charts,"
                + " network.layers = [{ type = lstm, units = 8 }], prune "
                + prune,
            "x.conf",
            List.of())
        .prune();
  }

  private static List<String> course(String prune) {
    return ScheduledCourse.of(plan(prune)).steps().stream()
        .map(
            step ->
                step.label(step.prunings().stream().map(ScheduledCourseTest::said).toList() + ""))
        .toList();
  }

  private static String said(Pruning pruning) {
    return "%s%.2f of %.2f"
        .formatted(pruning.prefix(), pruning.sparsity(), pruning.finalSparsity());
  }

  private static final String PASSES =
      "passes = [{ granularity = unit, schedule { type = cubic, levels = 2, sparsity = 0.5 } },"
          + " { schedule.sparsity = 0.75 }]";

  @Test
  void passesAreMadeOneAfterTheOther() {
    assertThat(course("{ " + PASSES + " }"))
        .containsExactly(
            "level 1/3 · [pass 1 · 0.44 of 0.50]",
            "level 2/3 · [pass 1 · 0.50 of 0.50]",
            "level 3/3 · [pass 2 · 0.75 of 0.75]");
  }

  @Test
  void interleavedPassesAreMadeAtEachLevelThatTheyHave() {
    assertThat(course("{ pass-order = interleaved, " + PASSES + " }"))
        .containsExactly(
            "level 1/2 · [pass 1 · 0.44 of 0.50, pass 2 · 0.75 of 0.75]",
            "level 2/2 · [pass 1 · 0.50 of 0.50]");
  }

  @Test
  void aPlanWithOnePassIsThePlanWithoutPasses() {
    PrunePlan one = plan("{ criterion = taylor, passes = [{ granularity = unit }] }");
    PrunePlan none = plan("{ criterion = taylor, granularity = unit }");
    assertThat(ScheduledCourse.of(one)).isEqualTo(ScheduledCourse.of(none));
  }

  @Test
  void nOfMHasOneLevelOfItsOwnSparsity() {
    assertThat(course("{ granularity = n-of-m, n-of-m { n = 1, m = 4 } }"))
        .containsExactly("level 1/1 · [0.75 of 0.75]");
  }
}
