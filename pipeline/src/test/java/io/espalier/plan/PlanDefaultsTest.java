package io.espalier.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.data.Anchor;
import io.espalier.data.Tasks;
import io.espalier.data.encode.Encoding;
import io.espalier.data.generate.ControlCharts;
import io.espalier.data.raw.ReadOptions.Columns;
import io.espalier.data.raw.ReadOptions.Gaps;
import io.espalier.data.raw.TokenUnit;
import io.espalier.model.LayerSpec;
import io.espalier.model.Pooling;
import io.espalier.objective.Goal;
import io.espalier.prune.Growth;
import io.espalier.prune.Ramp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanDefaultsTest {
  static final ObjectivePlan SUPERVISED =
      new ObjectivePlan(
          Map.of("supervised", 1.0),
          new Goal.Distil(2, 0.7),
          new Goal.Kl(Goal.Kl.Direction.FORWARD),
          new Goal.Contrastive(0.1),
          new Goal.Adversarial(0.1, 1),
          new TeacherPlan.Dense());

  static final PrunePlan.Moving MOVING =
      new PrunePlan.Moving(
          PrunePlan.When.LEVELS, new PrunePlan.During(Ramp.CUBIC, 8, 0, 0), Growth.NONE, 0.3);

  private static final String LEAST =
      """
      run.name = x
      data.source.format = control-charts
      network.layers = [{ type = lstm, units = 8 }]
      """;

  private final Plan plan = PlanReader.read(LEAST, "x.conf", List.of());

  @Test
  void takesDefaultsOfRunAndDataFromTheReference() {
    assertThat(plan.run()).isEqualTo(new RunPlan("x", 7, "espalier-store"));
    assertThat(plan.data())
        .isEqualTo(
            new DataPlan(
                Tasks.CLASSIFICATION,
                new SourcePlan(
                    new ControlCharts(),
                    List.of(),
                    List.of(),
                    List.of(),
                    new Columns("auto", "", "", List.of(), "", List.of()),
                    new SourcePlan.Generator(1200, 60)),
                new DataPlan.TokenPlan(TokenUnit.WORDS, 20000, 1, 0),
                new DataPlan.WindowPlan(50, 1, 1, 0, Anchor.NONE),
                new DataPlan.CleaningPlan(
                    Encoding.Scale.STANDARD, Gaps.FAIL, DataPlan.CleaningPlan.BadRows.FAIL),
                new DataPlan.SplitPlan(0.15, 0.15, 16)));
  }

  @Test
  void takesDefaultsOfNetworkAndTrainingFromTheReference() {
    assertThat(plan.network())
        .isEqualTo(
            new NetworkPlan(
                "",
                List.of(new LayerSpec.Recurrent(LayerSpec.Cell.LSTM, 8, false, 1.0)),
                Pooling.LAST));
    assertThat(plan.train())
        .isEqualTo(
            new TrainPlan(
                new TrainPlan.Length(20, 0),
                new TrainPlan.Rounds(
                    2, 32, new TrainPlan.LocalSteps.Fixed(8), 0, TrainPlan.Outer.NONE),
                new TrainPlan.Updater(
                    TrainPlan.Updater.Type.ADAM,
                    0.001,
                    0.9,
                    0.01,
                    TrainPlan.Updater.RateSchedule.CONSTANT,
                    0.1),
                new TrainPlan.Regularisation(0, 0),
                new TrainPlan.Checkpoint(50, Duration.ofMinutes(5), 3),
                SUPERVISED));
  }

  @Test
  void takesDefaultsOfPruningAndWhatFollowsFromTheReference() {
    assertThat(plan.prune())
        .isEqualTo(
            new PrunePlan(
                new PrunePlan.Measure("magnitude-l1", PrunePlan.NormaliseType.AUTO),
                new PrunePlan.GroupPlan(
                    PrunePlan.GranularityType.WEIGHT,
                    new PrunePlan.BlockPlan(1, 8),
                    new PrunePlan.NOfMPlan(2, 4),
                    Set.of(),
                    List.of()),
                new PrunePlan.BudgetPlan(PrunePlan.Scope.GLOBAL, Map.of(), 0.1),
                new PrunePlan.SchedulePlan("one-shot", 1, 0.8),
                PrunePlan.PassesPlan.NONE,
                MOVING));
    assertThat(plan.recover())
        .isEqualTo(new RecoverPlan(5, 0, 0, 0.75, SUPERVISED, RewindPlan.NONE));
    assertThat(plan.evaluate())
        .isEqualTo(
            new EvaluatePlan(512, 32, 1_000_000_000, RequirePlan.NOTHING, RobustnessPlan.NOTHING));
    assertThat(plan.export()).isEqualTo(new ExportPlan(Set.of(ExportPlan.Format.DL4J), ""));
  }

  @Test
  void stridesByTheWindowForLanguageModelsOnly() {
    List<String> languageModel =
        List.of("data.task=language-model", "data.source.format=reber", "data.window=20");

    assertThat(PlanReader.read(LEAST, "x.conf", languageModel).data().windows().stride())
        .isEqualTo(20);
    assertThat(plan.data().windows().stride()).isEqualTo(1);
  }
}
