package io.espalier.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.cluster.LocalSpark;
import io.espalier.data.Split;
import io.espalier.plan.Plan;
import io.espalier.run.Evaluator.Disturbed;
import io.espalier.run.Experiment;
import io.espalier.run.Findings;
import io.espalier.run.Judged;
import io.espalier.run.Verb;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RobustnessTest {
  private static final String ASKED =
      "evaluate.robustness={noise=[0.001,3],dropped-steps=[0.2],missing-features=[1],"
          + "shortened=[0.5],fgsm=[0.5]}";

  @TempDir private Path folder;

  @Test
  void denseAndLastNetworkAreTriedSideBySide() {
    Experiment experiment = LocalSpark.experiment(LocalSpark.plan(ASKED), folder.resolve("a"));
    Findings findings = experiment.runTo(Verb.EVALUATE);
    assertThat(experiment.keys()).containsKeys("dense · robustness", "final · robustness");
    for (Judged judged : List.of(findings.dense(), findings.last())) {
      assertThat(judged.beside().disturbed())
          .extracting(one -> one.kind() + " " + one.strength())
          .containsExactly(
              "noise 0.001",
              "noise 3.0",
              "dropped-steps 0.2",
              "missing-features 1.0",
              "shortened 0.5",
              "fgsm 0.5");
      double clean = judged.on(Split.TEST).metrics().get("log-loss");
      assertThat(loss(judged, 0)).isBetween(clean * 0.99, clean * 1.01);
      assertThat(loss(judged, 1)).isGreaterThan(clean);
      assertThat(loss(judged, 5)).isGreaterThan(clean);
    }
  }

  @Test
  void twoStoresComeToTheSame() {
    List<Disturbed> four = tried(LocalSpark.plan(ASKED, "train.epochs=1"), "four");
    assertThat(tried(LocalSpark.plan(ASKED, "train.epochs=1"), "again")).isEqualTo(four);
  }

  @Test
  void nothingIsTriedThatNobodyAskedFor() {
    Experiment experiment = LocalSpark.experiment(LocalSpark.plan(), folder.resolve("b"));
    assertThat(experiment.runTo(Verb.EVALUATE).last().beside().disturbed()).isEmpty();
    assertThat(experiment.keys().keySet()).noneMatch(label -> label.contains("robustness"));
  }

  private List<Disturbed> tried(Plan plan, String store) {
    return LocalSpark.experiment(plan, folder.resolve(store))
        .runTo(Verb.EVALUATE)
        .last()
        .beside()
        .disturbed();
  }

  private static double loss(Judged judged, int number) {
    return judged.beside().disturbed().get(number).metrics().get("log-loss");
  }
}
