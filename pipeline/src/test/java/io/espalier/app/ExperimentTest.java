package io.espalier.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.espalier.cluster.LocalSpark;
import io.espalier.cluster.judge.SparkEvaluator;
import io.espalier.data.Split;
import io.espalier.format.Content;
import io.espalier.format.Formats;
import io.espalier.format.Limits;
import io.espalier.format.SeekableInput;
import io.espalier.importance.Criteria;
import io.espalier.importance.Criterion;
import io.espalier.model.InputException;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.Optimiser;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import io.espalier.model.RateSchedule;
import io.espalier.model.UpdateRule;
import io.espalier.plan.ExportPlan.Format;
import io.espalier.plan.Plan;
import io.espalier.run.DivergedException;
import io.espalier.run.Evaluator.Reference;
import io.espalier.run.Experiment;
import io.espalier.run.Findings;
import io.espalier.run.RunSummary;
import io.espalier.run.Start;
import io.espalier.run.Trained;
import io.espalier.run.Verb;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentTest {
  @TempDir private Path store;

  @Test
  void computesEachStageOnce() {
    Plan plan = LocalSpark.plan();
    Experiment first = LocalSpark.experiment(plan, store);
    Findings found = first.runTo(Verb.EXPORT);
    Experiment second = LocalSpark.experiment(plan, store);
    Findings again = second.runTo(Verb.EXPORT);
    assertThat(first.seconds()).hasSameSizeAs(first.keys().values());
    assertThat(second.seconds()).isEmpty();
    assertThat(RunSummary.of(plan, again)).isEqualTo(RunSummary.of(plan, found));
    assertThat(again.exports().get(Format.DL4J)).isEqualTo(found.exports().get(Format.DL4J));
  }

  @Test
  void sharesTheDenseNetworkBetweenPlansThatDifferInPruning() {
    LocalSpark.experiment(LocalSpark.plan(), store).runTo(Verb.TRAIN);
    Experiment other = LocalSpark.experiment(LocalSpark.plan("prune.criterion=random"), store);
    other.runTo(Verb.TRAIN);
    assertThat(other.seconds()).isEmpty();
  }

  @Test
  void holdsTheMaskAtTheExactCount() {
    Findings findings = LocalSpark.experiment(LocalSpark.plan(), store).runTo(Verb.FINETUNE);
    Trained last = findings.networks().get(2).network();
    ParameterLayout layout = last.network().network().layout();
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

  @ParameterizedTest
  @ValueSource(strings = {"weight", "unit"})
  void holdsTheMaskOfAGivenNetworkThroughAllTraining(String granularity) {
    Plan plan =
        LocalSpark.plan(
            "prune.granularity=" + granularity, "prune.schedule={ type = one-shot, levels = 1 }");
    NetworkState built = LocalSpark.experiment(plan, store).check().start().state();
    int length = built.parameters().length;
    Mask mask = Mask.all(length).without(IntStream.range(0, length / 9).map(i -> 9 * i).toArray());
    NetworkState masked =
        built.with(mask.applyTo(built.parameters()), built.optimiser(), built.progress());
    Findings findings =
        LocalSpark.experiment(
                plan,
                store,
                Optional.of(Start.of(masked, mask, "pruned")),
                LocalSpark.workers(plan))
            .runTo(Verb.EXPORT);
    Trained dense = findings.dense().network();
    assertThat(dense.mask()).isEqualTo(mask);
    assertThat(mask.applyTo(dense.network().parameters())).isEqualTo(dense.network().parameters());
    Content file = read(findings, Format.DL4J);
    Mask last = file.mask().orElseThrow();
    assertThat(last.and(mask)).isEqualTo(last);
    assertThat(last.applyTo(file.parameters())).isEqualTo(file.parameters());
    Optimiser optimiser = file.training().orElseThrow().rules().layers().get("lstm-0").weights();
    assertThat(optimiser.rule().kind()).isEqualTo(UpdateRule.Kind.ADAM);
    assertThat(optimiser.rate()).isEqualTo(new RateSchedule.Fixed(0.01));
  }

  @Test
  void refusesLevelsBelowWhatAGivenNetworkIsPrunedTo() {
    Plan plan = LocalSpark.plan("prune.schedule.sparsity=0.3");
    NetworkState built = LocalSpark.experiment(plan, store).check().start().state();
    int half = built.parameters().length / 2;
    Mask mask = Mask.all(2 * half).without(IntStream.range(0, half).toArray());
    Start start = Start.of(built, mask, "pruned");
    assertThatThrownBy(
            () ->
                LocalSpark.experiment(plan, store, Optional.of(start), LocalSpark.workers(plan))
                    .check())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("are pruned already; raise the sparsity");
  }

  @Test
  void makesAShardAnewThatIsNotWhatWasCommitted() throws IOException {
    Plan plan = LocalSpark.plan("data.source.count=170");
    String folder = LocalSpark.experiment(plan, store).check().dataset().folder();
    Path shard = Path.of(URI.create(folder)).resolve("train/shard-00002.parquet");
    byte[] committed = Files.readAllBytes(shard);
    byte[] damaged = committed.clone();
    damaged[damaged.length / 2] ^= 1;
    Files.write(shard, damaged);
    Files.setLastModifiedTime(shard, FileTime.from(Instant.now().plusSeconds(2)));
    LocalSpark.experiment(plan, store).runTo(Verb.TRAIN);
    assertThat(shard).hasBinaryContent(committed);
  }

  @Test
  void removesUnitsForReal() {
    Plan plan =
        LocalSpark.plan(
            "prune.granularity=unit",
            "prune.schedule.sparsity=0.5",
            "export.formats=[dl4j, compact]");
    Findings findings = LocalSpark.experiment(plan, store).runTo(Verb.EXPORT);
    Trained last = findings.networks().get(2).network();
    assertThat(last.network().network().layout().layers().get(0).units()).isEqualTo(3);
    Content full = read(findings, Format.DL4J);
    Content compact = read(findings, Format.COMPACT);
    assertThat(full.parameters()).hasSameSizeAs(findings.dense().network().network().parameters());
    assertThat(full.mask().orElseThrow().kept()).isEqualTo(last.network().parameters().length);
    assertThat(compact.parameters().length).isLessThan(full.parameters().length);
    SparkEvaluator evaluator = new SparkEvaluator(LocalSpark.jobs(), 32);
    assertThat(
            evaluator
                .evaluate(
                    "full",
                    NetworkState.of(full.network(), full.parameters()),
                    new Reference.None(),
                    findings.dataset(),
                    Split.TEST)
                .metrics()
                .get("accuracy"))
        .isEqualTo(findings.last().on(Split.TEST).metrics().get("accuracy"));
  }

  private static List<String> everyCriterion() {
    return Criteria.names();
  }

  @ParameterizedTest
  @MethodSource("everyCriterion")
  void prunesWeightsByACriterionThatRanksThem(String criterion) {
    assumeTrue(Criteria.named(criterion, 1).ranks() == Criterion.Ranks.WEIGHTS);
    Plan plan = LocalSpark.plan("prune.criterion=" + criterion);
    Findings findings = LocalSpark.experiment(plan, store).runTo(Verb.PRUNE);
    assertThat(findings.networks().get(1).network().mask().isAll()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("everyCriterion")
  void prunesUnitsByACriterion(String criterion) {
    assumeTrue(Criteria.named(criterion, 1).ranks() != Criterion.Ranks.INPUT_FEATURES);
    Plan plan = LocalSpark.plan("prune.criterion=" + criterion, "prune.granularity=unit");
    Findings findings = LocalSpark.experiment(plan, store).runTo(Verb.PRUNE);
    Trained pruned = findings.networks().get(1).network();
    assertThat(pruned.network().network().layout().layers().get(0).units()).isLessThan(6);
  }

  @Test
  void saysWhereTrainingDiverged() {
    Plan plan = LocalSpark.plan("train.updater.learning-rate=1e38", "data.normalise=none");
    assertThatThrownBy(() -> LocalSpark.experiment(plan, store).runTo(Verb.TRAIN))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("charts · train")
        .hasMessageContaining("round")
        .hasMessageContaining("train.updater.learning-rate");
  }

  @Test
  void refusesToComputeWhereOnlyFinishedStagesCount() {
    Experiment experiment = LocalSpark.experiment(LocalSpark.plan(), store);
    experiment.onlyFinished();
    assertThatThrownBy(() -> experiment.runTo(Verb.EXPORT))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("prepare");
  }

  @Test
  void refusesANameThatTheNetworkDoesNotHaveBeforeTraining() {
    Experiment experiment = LocalSpark.experiment(LocalSpark.plan("prune.exclude=[lstm-7]"), store);
    assertThatThrownBy(() -> experiment.runTo(Verb.TRAIN))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("lstm-7")
        .hasMessageContaining("lstm-0");
  }

  private static Content read(Findings findings, Format format) {
    return Formats.read(
        SeekableInput.of(findings.exports().get(format), "model.zip"), Limits.USUAL);
  }
}
