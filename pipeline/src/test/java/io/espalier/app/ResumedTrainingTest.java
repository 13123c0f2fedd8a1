package io.espalier.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.cluster.LocalSpark;
import io.espalier.cluster.PassingLog;
import io.espalier.cluster.StoppingLog;
import io.espalier.model.TrainingState;
import io.espalier.plan.Plan;
import io.espalier.run.Experiment;
import io.espalier.run.Findings;
import io.espalier.run.RoundFacts;
import io.espalier.run.Trainer;
import io.espalier.run.Verb;
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

class ResumedTrainingTest {
  @TempDir private Path store;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train.local-steps=2",
        "train.outer={ learning-rate = 0.7, momentum = 0.9 }",
        "train.synchronous=0.4"
      })
  void goesOnFromTheLastCommittedRoundToTheSameBytes(String how) {
    Plan plan = LocalSpark.plan(how);
    Workers stopping =
        LocalSpark.workers(
            plan, trainer -> (job, log) -> trainer.train(job, new StoppingLog(log, 3)));
    assertThatThrownBy(() -> LocalSpark.experiment(plan, store, stopping).runTo(Verb.TRAIN))
        .isInstanceOf(StoppingLog.StoppedException.class);
    Workers watching =
        LocalSpark.workers(plan, trainer -> (job, log) -> trainer.train(job, new WatchingLog(log)));
    Findings resumed = LocalSpark.experiment(plan, store, watching).runTo(Verb.TRAIN);
    Findings undisturbed = LocalSpark.experiment(plan, store.resolve("other")).runTo(Verb.TRAIN);
    assertThat(resumed.dense().network()).isEqualTo(undisturbed.dense().network());
  }

  @Test
  void checkpointsByTheClockChangeNothing() {
    Plan often = LocalSpark.plan("train.checkpoint.every=1ns", "train.checkpoint.keep=100");
    List<Integer> saved = new ArrayList<>();
    Workers counting =
        LocalSpark.workers(
            often, trainer -> (job, log) -> trainer.train(job, new CountingLog(log, saved)));
    Findings watched = LocalSpark.experiment(often, store, counting).runTo(Verb.TRAIN);
    Findings usual =
        LocalSpark.experiment(LocalSpark.plan(), store.resolve("other")).runTo(Verb.TRAIN);
    assertThat(saved)
        .isEqualTo(IntStream.rangeClosed(1, saved.get(saved.size() - 1)).boxed().toList());
    assertThat(watched.dense().network()).isEqualTo(usual.dense().network());
  }

  @Test
  void repeatsThePickedCountOfLocalSteps() throws IOException {
    Plan plan = LocalSpark.plan("train.local-steps=auto", "data.source.count=600");
    Experiment first = LocalSpark.experiment(plan, store);
    Findings undisturbed = first.runTo(Verb.TRAIN);
    Path stage = store.resolve("stages").resolve(first.keys().get("train").text());
    Path picked = stage.resolve("local-steps.json");
    assertThat(picked).content().contains("local-steps");
    Path other = store.resolve("other");
    Path copy = other.resolve(store.relativize(picked));
    Files.createDirectories(copy.getParent());
    Files.copy(picked, copy);
    Workers stopping =
        LocalSpark.workers(
            plan, trainer -> (job, log) -> trainer.train(job, new StoppingLog(log, 2)));
    assertThatThrownBy(() -> LocalSpark.experiment(plan, other, stopping).runTo(Verb.TRAIN))
        .isInstanceOf(StoppingLog.StoppedException.class);
    Experiment experiment = LocalSpark.experiment(plan, other);
    Findings resumed = experiment.runTo(Verb.TRAIN);
    assertThat(resumed.dense().network()).isEqualTo(undisturbed.dense().network());
    List<RoundFacts> rounds = experiment.rounds(experiment.keys().get("train"));
    assertThat(rounds)
        .extracting(RoundFacts::round)
        .isEqualTo(IntStream.rangeClosed(1, rounds.size()).boxed().toList());
  }

  /** Notes the rounds that are saved. */
  private static final class CountingLog extends PassingLog {
    private final List<Integer> rounds;

    CountingLog(Trainer.Log log, List<Integer> rounds) {
      super(log);
      this.rounds = rounds;
    }

    @Override
    public void save(TrainingState state) {
      rounds.add(state.current().progress().round());
      super.save(state);
    }
  }

  /** Insists that there is something to go on from. */
  private static final class WatchingLog extends PassingLog {
    WatchingLog(Trainer.Log log) {
      super(log);
    }

    @Override
    public Optional<TrainingState> newest() {
      Optional<TrainingState> newest = super.newest();
      assertThat(newest).isPresent();
      return newest;
    }
  }
}
