package io.espalier.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.cluster.LocalSpark;
import io.espalier.plan.Plan;
import io.espalier.run.Findings;
import io.espalier.run.RunSummary;
import io.espalier.run.Verb;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collapse that a floor could not prevent is said. */
class NoticesTest {
  @TempDir private Path store;

  private List<String> notices(String... prune) {
    Plan plan = LocalSpark.plan(prune);
    Findings findings = LocalSpark.experiment(plan, store).runTo(Verb.EVALUATE);
    return RunSummary.of(plan, findings).levels().get(0).notices();
  }

  @Test
  void anOutputWithoutWeightsSaysOneAnswerAndReadsNothing() {
    List<String> notices =
        notices(
            "prune.schedule={ type = one-shot, levels = 1, sparsity = 0.99999 }",
            "prune.keep-at-least=0",
            "recover.epochs=0");
    assertThat(notices)
        .anyMatch(notice -> notice.matches("output\\.W has lost all of its \\d+ weights"))
        .anyMatch(notice -> notice.matches("nothing reads layer .* any more"))
        .anyMatch(
            notice ->
                notice.matches(
                    "accuracy 0\\.\\d+ is no better than always saying the most frequent class,"
                        + " .* \\(0\\.\\d+\\)"));
  }

  @Test
  void aFloorThatHoldsIsSaid() {
    assertThat(
            notices(
                "prune.granularity=unit",
                "prune.schedule={ type = one-shot, levels = 1, sparsity = 0.8 }",
                "prune.scope=per-layer",
                "prune.layers={ lstm-0 = 0.87 }",
                "recover.epochs=0"))
        .contains("lstm-0 is at its floor of 1 of 6 units (prune.keep-at-least)");
  }
}
