package io.espalier.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.Split;
import io.espalier.importance.Criteria;
import io.espalier.mask.Mask;
import io.espalier.model.InputException;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import io.espalier.model.TrainingState;
import io.espalier.network.Layouts;
import io.espalier.network.NetworkFile;
import io.espalier.plan.ExportPlan.Format;
import io.espalier.plan.Plan;
import io.espalier.run.DivergedException;
import io.espalier.run.Experiment;
import io.espalier.run.Findings;
import io.espalier.run.LocalStepsChoice;
import io.espalier.run.Results;
import io.espalier.run.RoundFacts;
import io.espalier.run.Stage;
import io.espalier.run.Trained;
import io.espalier.run.Trainer;
import io.espalier.run.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentTest {
  @TempDir private Path store;

  @Test
  void computesEachStageOnce() {
    Plan plan = LocalSpark.plan();
    Experiment first = LocalSpark.experiment(plan, store);
    Findings found = first.runTo(Stage.EXPORT);
    Experiment second = LocalSpark.experiment(plan, store);
    Findings again = second.runTo(Stage.EXPORT);
    assertThat(first.seconds()).hasSameSizeAs(first.keys().values());
    assertThat(second.seconds()).isEmpty();
    assertThat(Results.summary(plan, again)).isEqualTo(Results.summary(plan, found));
    assertThat(again.exports().get(Format.DL4J)).isEqualTo(found.exports().get(Format.DL4J));
  }

  @Test
  void sharesTheDenseNetworkBetweenPlansThatDifferInPruning() {
    LocalSpark.experiment(LocalSpark.plan(), store).runTo(Stage.TRAIN);
    Experiment other = LocalSpark.experiment(LocalSpark.plan("prune.criterion=random"), store);
    other.runTo(Stage.TRAIN);
    assertThat(other.seconds()).isEmpty();
  }

  @Test
  void holdsTheMaskAtTheExactCount() {
    Findings findings = LocalSpark.experiment(LocalSpark.plan(), store).runTo(Stage.FINETUNE);
    Trained last = findings.networks().get(2);
    ParameterLayout layout = Layouts.of(last.network().structure());
    long prunable =
        layout.blocks().stream()
            .filter(block -> block.role().isPrunable())
            .mapToLong(ParameterBlock::length)
            .sum();
    Mask mask = last.mask();
    assertThat(mask.length() - mask.kept()).isEqualTo((int) Math.round(0.7 * prunable));
    float[] parameters = last.network().parameters();
    for (int i = 0; i < parameters.length; i++) {
      if (!mask.keeps(i)) {
        assertThat(Float.floatToRawIntBits(parameters[i])).as("parameter %d", i).isZero();
      }
    }
  }

  @Test
  void removesUnitsForReal() {
    Plan plan =
        LocalSpark.plan(
            "prune.granularity=unit",
            "prune.schedule.sparsity=0.5",
            "export.formats=[dl4j, compact]");
    Findings findings = LocalSpark.experiment(plan, store).runTo(Stage.EXPORT);
    Trained last = findings.networks().get(2);
    assertThat(Layouts.of(last.network().structure()).layers().get(0).units()).isEqualTo(3);
    NetworkFile.Content full = NetworkFile.read(findings.exports().get(Format.DL4J), "model.zip");
    NetworkFile.Content compact =
        NetworkFile.read(findings.exports().get(Format.COMPACT), "model-compact.zip");
    assertThat(full.state().parameters())
        .hasSameSizeAs(findings.dense().orElseThrow().network().parameters());
    assertThat(full.mask().orElseThrow().kept()).isEqualTo(last.network().parameters().length);
    assertThat(compact.state().parameters().length).isLessThan(full.state().parameters().length);
    SparkEvaluator evaluator = new SparkEvaluator(LocalSpark.jobs(), 32);
    assertThat(
            evaluator
                .evaluate("full", full.state(), findings.dataset().orElseThrow(), Split.TEST)
                .metrics()
                .get("accuracy"))
        .isEqualTo(findings.test().orElseThrow().metrics().get("accuracy"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gradient", "snip", "taylor", "random", "magnitude-l2", "magnitude-l1"})
  void prunesByEveryCriterionOfWeights(String criterion) {
    Plan plan = LocalSpark.plan("prune.criterion=" + criterion);
    Findings findings = LocalSpark.experiment(plan, store).runTo(Stage.PRUNE);
    assertThat(findings.networks().get(1).mask().isAll()).isFalse();
    assertThat(Criteria.names()).contains(criterion);
  }

  @Test
  void prunesUnitsByActivation() {
    Plan plan = LocalSpark.plan("prune.criterion=activation", "prune.granularity=unit");
    Findings findings = LocalSpark.experiment(plan, store).runTo(Stage.PRUNE);
    Trained pruned = findings.networks().get(1);
    assertThat(Layouts.of(pruned.network().structure()).layers().get(0).units()).isLessThan(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train.local-steps=2",
        "train.outer={ learning-rate = 0.7, momentum = 0.9 }",
        "train.synchronous=0.4"
      })
  void goesOnFromTheLastCommittedRoundToTheSameBytes(String how) {
    Plan plan = LocalSpark.plan(how);
    Workers workers = LocalSpark.workers(plan);
    Workers stopping =
        new Workers(
            workers.preparer(),
            (job, log) -> workers.trainer().train(job, new StoppingLog(log, 3)),
            workers.scorer(),
            workers.evaluator());
    assertThatThrownBy(() -> LocalSpark.experiment(plan, store, stopping).runTo(Stage.TRAIN))
        .isInstanceOf(StoppedException.class);
    Workers watching =
        new Workers(
            workers.preparer(),
            (job, log) -> workers.trainer().train(job, new WatchingLog(log)),
            workers.scorer(),
            workers.evaluator());
    Findings resumed = LocalSpark.experiment(plan, store, watching).runTo(Stage.TRAIN);
    Findings undisturbed = LocalSpark.experiment(plan, store.resolve("other")).runTo(Stage.TRAIN);
    assertThat(resumed.dense().orElseThrow()).isEqualTo(undisturbed.dense().orElseThrow());
  }

  @Test
  void checkpointsByTheClockChangeNothing() {
    Plan often = LocalSpark.plan("train.checkpoint.every=1ns", "train.checkpoint.keep=100");
    List<Integer> saved = new ArrayList<>();
    Workers workers = LocalSpark.workers(often);
    Workers counting =
        new Workers(
            workers.preparer(),
            (job, log) -> workers.trainer().train(job, new CountingLog(log, saved)),
            workers.scorer(),
            workers.evaluator());
    Findings watched = LocalSpark.experiment(often, store, counting).runTo(Stage.TRAIN);
    Findings usual =
        LocalSpark.experiment(LocalSpark.plan(), store.resolve("other")).runTo(Stage.TRAIN);
    assertThat(saved)
        .isEqualTo(IntStream.rangeClosed(1, saved.get(saved.size() - 1)).boxed().toList());
    assertThat(watched.dense().orElseThrow()).isEqualTo(usual.dense().orElseThrow());
  }

  @Test
  void repeatsThePickedCountOfLocalSteps() throws IOException {
    Plan plan = LocalSpark.plan("train.local-steps=auto", "data.source.count=600");
    Findings undisturbed = LocalSpark.experiment(plan, store).runTo(Stage.TRAIN);
    Path stage = store.resolve("stages").resolve(undisturbed.dense().orElseThrow().key().text());
    Path picked = stage.resolve("local-steps.json");
    assertThat(picked).content().contains("local-steps");
    Path other = store.resolve("other");
    Path copy = other.resolve(store.relativize(picked));
    Files.createDirectories(copy.getParent());
    Files.copy(picked, copy);
    Workers workers = LocalSpark.workers(plan);
    Workers stopping =
        new Workers(
            workers.preparer(),
            (job, log) -> workers.trainer().train(job, new StoppingLog(log, 2)),
            workers.scorer(),
            workers.evaluator());
    assertThatThrownBy(() -> LocalSpark.experiment(plan, other, stopping).runTo(Stage.TRAIN))
        .isInstanceOf(StoppedException.class);
    Experiment experiment = LocalSpark.experiment(plan, other);
    Findings resumed = experiment.runTo(Stage.TRAIN);
    assertThat(resumed.dense().orElseThrow()).isEqualTo(undisturbed.dense().orElseThrow());
    List<RoundFacts> rounds = experiment.rounds(resumed.dense().orElseThrow().key());
    assertThat(rounds)
        .extracting(RoundFacts::round)
        .isEqualTo(IntStream.rangeClosed(1, rounds.size()).boxed().toList());
  }

  @Test
  void saysWhereTrainingDiverged() {
    Plan plan = LocalSpark.plan("train.updater.learning-rate=1e38", "data.normalise=none");
    assertThatThrownBy(() -> LocalSpark.experiment(plan, store).runTo(Stage.TRAIN))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("charts · train")
        .hasMessageContaining("round")
        .hasMessageContaining("train.updater.learning-rate");
  }

  @Test
  void refusesToComputeWhereOnlyFinishedStagesCount() {
    Experiment experiment = LocalSpark.experiment(LocalSpark.plan(), store);
    experiment.onlyFinished();
    assertThatThrownBy(() -> experiment.runTo(Stage.EXPORT))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("prepare");
  }

  @Test
  void refusesANameThatTheNetworkDoesNotHaveBeforeTraining() {
    Experiment experiment = LocalSpark.experiment(LocalSpark.plan("prune.exclude=[lstm-7]"), store);
    assertThatThrownBy(() -> experiment.runTo(Stage.TRAIN))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("lstm-7")
        .hasMessageContaining("lstm-0");
  }

  private static final class StoppedException extends RuntimeException {}

  /** Loses the process just after a save. */
  private static final class StoppingLog implements Trainer.Log {
    private final Trainer.Log log;
    private int saves;

    StoppingLog(Trainer.Log log, int saves) {
      this.log = log;
      this.saves = saves;
    }

    @Override
    public Optional<TrainingState> newest() {
      return log.newest();
    }

    @Override
    public void save(TrainingState state) {
      log.save(state);
      saves--;
      if (saves == 0) {
        throw new StoppedException();
      }
    }

    @Override
    public Optional<LocalStepsChoice> choice() {
      return log.choice();
    }

    @Override
    public void choose(LocalStepsChoice choice) {
      log.choose(choice);
    }

    @Override
    public void note(RoundFacts round) {
      log.note(round);
    }
  }

  /** Notes the rounds that are saved. */
  private record CountingLog(Trainer.Log log, List<Integer> rounds) implements Trainer.Log {
    @Override
    public Optional<TrainingState> newest() {
      return log.newest();
    }

    @Override
    public void save(TrainingState state) {
      rounds.add(state.current().progress().round());
      log.save(state);
    }

    @Override
    public Optional<LocalStepsChoice> choice() {
      return log.choice();
    }

    @Override
    public void choose(LocalStepsChoice choice) {
      log.choose(choice);
    }

    @Override
    public void note(RoundFacts round) {
      log.note(round);
    }
  }

  /** Insists that there is something to go on from. */
  private record WatchingLog(Trainer.Log log) implements Trainer.Log {
    @Override
    public Optional<TrainingState> newest() {
      Optional<TrainingState> newest = log.newest();
      assertThat(newest).isPresent();
      return newest;
    }

    @Override
    public void save(TrainingState state) {
      log.save(state);
    }

    @Override
    public Optional<LocalStepsChoice> choice() {
      return log.choice();
    }

    @Override
    public void choose(LocalStepsChoice choice) {
      log.choose(choice);
    }

    @Override
    public void note(RoundFacts round) {
      log.note(round);
    }
  }
}
