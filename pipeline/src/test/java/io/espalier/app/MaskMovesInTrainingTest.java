package io.espalier.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.cluster.LocalSpark;
import io.espalier.cluster.StoppingLog;
import io.espalier.data.Split;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.ParameterBlock;
import io.espalier.plan.Plan;
import io.espalier.report.SummaryFile;
import io.espalier.report.SummaryTable;
import io.espalier.run.Experiment;
import io.espalier.run.Findings;
import io.espalier.run.RoundFacts;
import io.espalier.run.RunSummary;
import io.espalier.run.Verb;
import io.espalier.run.Workers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskMovesInTrainingTest {
  @TempDir private Path store;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "prune.when = training | 1",
        "prune.when = training | 4",
        "prune.when = training ; prune.grow = rigl ; prune.during.ramp = two-slope | 3",
        "prune.when = training ; prune.criterion = snip ; prune.during.ramp = linear | 5",
        "prune.when = training ; train.outer = { learning-rate = 0.7, momentum = 0.9 } | 4",
        "prune.when = training ; prune.criterion = movement ; prune.scope = erk | 3",
        "prune.when = start ; prune.criterion = random ; prune.grow = set | 2",
        "prune.when = start ; prune.scope = uniform ; prune.grow = rigl | 7",
        "prune.when = start ; prune.criterion = snip ; prune.grow = selfish ; train.local-steps = 1 | 9",
      })
  void aKillAtAnyMomentLeavesTheSameBytes(String how, int saves) {
    Plan plan = plan(how + " ; prune.during.every = 2 ; recover.epochs = 4");
    Workers stopping =
        LocalSpark.workers(
            plan,
            trainer ->
                (job, log) ->
                    trainer.train(
                        job, job.title().contains("level") ? new StoppingLog(log, saves) : log));
    assertThatThrownBy(() -> LocalSpark.experiment(plan, store, stopping).runTo(Verb.FINETUNE))
        .isInstanceOf(StoppingLog.StoppedException.class);
    Findings resumed = LocalSpark.experiment(plan, store).runTo(Verb.FINETUNE);
    Findings undisturbed = LocalSpark.experiment(plan, store.resolve("other")).runTo(Verb.FINETUNE);
    assertThat(resumed.last().network()).isEqualTo(undisturbed.last().network());
    holdsTheExactCount(undisturbed.last().network().network(), resumed.last().network().mask());
  }

  private static void holdsTheExactCount(NetworkState network, Mask mask) {
    long weights =
        network.network().layout().blocks().stream()
            .filter(block -> block.role().isPrunable())
            .mapToLong(ParameterBlock::length)
            .sum();
    assertThat(mask.length() - mask.kept()).isEqualTo(Math.round(0.9 * weights));
    assertThat(mask.applyTo(network.parameters())).isEqualTo(network.parameters());
  }

  @Test
  void trafficFollowsDensityAsItFalls() {
    Plan plan =
        plan(
            "prune.when = training ; prune.during.every = 2 ; recover.epochs = 4 ; train.replicas = 3");
    Experiment experiment = LocalSpark.experiment(plan, store);
    experiment.runTo(Verb.FINETUNE);
    List<RoundFacts> rounds = experiment.rounds(experiment.keys().get("level 1/1 · finetune"));
    long before = rounds.get(0).bytes().replica();
    for (RoundFacts round : rounds) {
      assertThat(round.bytes().replica()).isLessThanOrEqualTo(before);
      before = round.bytes().replica();
    }
    assertThat(before).isLessThan(rounds.get(0).bytes().replica() / 4);
  }

  @Test
  void whatIsPrunedBeforeItIsTrainedHasNoDenseNetworkToBeComparedWith() {
    Plan plan =
        plan("prune.when = start ; prune.granularity = unit ; prune.schedule.sparsity = 0.5");
    Experiment experiment = LocalSpark.experiment(plan, store);
    Findings findings = experiment.runTo(Verb.EXPORT);
    assertThat(experiment.keys().keySet())
        .contains("start", "level 1/1 · prune", "level 1/1 · train", "final · evaluate test")
        .doesNotContain("train", "dense · evaluate validation", "dense · evaluate test");
    assertThat(findings.last().on(Split.TEST).metrics()).containsKey("accuracy");
    assertThat(findings.last().network().curve()).hasSize(3);
    RunSummary summary = RunSummary.of(plan, findings);
    assertThat(summary.hasDense()).isFalse();
    assertThat(summary.levels().get(0).fidelity()).isEmpty();
    assertThat(summary.dense().parameters())
        .isGreaterThan(summary.last().orElseThrow().size().parameters());
    assertThat(SummaryFile.read(SummaryFile.write(summary))).isEqualTo(summary);
    assertThat(SummaryTable.render(summary))
        .contains("dense, not trained", "No dense network was trained (prune.when = start)");
  }

  private static Plan plan(String overrides) {
    Stream<String> schedule =
        Stream.of("type = one-shot", "levels = 1", "sparsity = 0.9")
            .map(key -> "prune.schedule." + key);
    return LocalSpark.plan(
        Stream.concat(schedule, Arrays.stream(overrides.split(" ; "))).toArray(String[]::new));
  }
}
