package io.espalier.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.cluster.LocalSpark;
import io.espalier.cluster.PassingLog;
import io.espalier.model.NetworkState;
import io.espalier.model.Training;
import io.espalier.model.TrainingState;
import io.espalier.plan.Plan;
import io.espalier.run.Findings;
import io.espalier.run.Trainer;
import io.espalier.run.TrainingJob;
import io.espalier.run.Verb;
import io.espalier.run.Workers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fine-tuning starts from. */
class RewindingTest {
  @TempDir private Path store;

  private final List<TrainingJob> jobs = new ArrayList<>();
  private final List<TrainingState> epochs = new ArrayList<>();

  @Test
  void initialWeightsAreThoseThatTrainingBeganFrom() {
    run("recover.from = initial");

    assertThat(jobs).hasSize(3);
    startsFrom(jobs.get(0).start(), jobs.get(1));
    startsFrom(jobs.get(0).start(), jobs.get(2));
  }

  @Test
  void weightsOfAnEpochAreThoseThatTrainingWentThrough() {
    run("recover.from = epoch ; recover.rewind-epoch = 2 ; train.synchronous = 0.5");

    assertThat(jobs.get(1).title()).endsWith("train to epoch 2");
    startsFrom(epochs.get(1).current(), jobs.get(2));
    startsFrom(epochs.get(1).current(), jobs.get(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"unit", "weight"})
  void freshWeightsAreNeitherTrainedNorThoseOfTheStart(String granularity) {
    Findings found = run("recover.from = fresh ; prune.granularity = " + granularity);

    TrainingJob level = jobs.get(1);
    float[] fresh = level.start().parameters();
    assertThat(level.mask().applyTo(fresh)).isEqualTo(fresh);
    assertThat(level.start().network())
        .isEqualTo(found.networks().get(1).network().network().network());
    if (granularity.equals("weight")) {
      float[] initial = level.mask().applyTo(jobs.get(0).start().parameters());
      int input = level.start().network().layout().blocks().get(0).end();
      for (int i = 0; i < input; i++) {
        assertThat(fresh[i] == initial[i]).isEqualTo(!level.mask().keeps(i));
      }
    }
  }

  @Test
  void ratesAreThoseOfTheLastEpochsOfTraining() {
    run("recover.from = rate ; train.learning-rate-schedule={type=exponential,factor=0.1}");

    Training dense = jobs.get(0).rules();
    Training level = jobs.get(1).rules();
    double half = Math.sqrt(rate(dense, 0) * 0.1 * rate(dense, 0));
    assertThat(rate(level, 0)).isCloseTo(half, within(1e-12));
    assertThat(rate(level, 9) / half).isCloseTo(rate(dense, 9) / rate(dense, 0), within(1e-12));
  }

  private static double rate(Training rules, int iteration) {
    return rules.of("lstm-0").weights().rate().at(iteration, 0);
  }

  private static void startsFrom(NetworkState source, TrainingJob level) {
    assertThat(level.start().parameters())
        .isEqualTo(level.mask().applyTo(source.parameters()))
        .isNotEqualTo(source.parameters());
  }

  /** Four epochs of training, and two of recovery at each of two levels. */
  private Findings run(String how) {
    String[] keys = (how + " ; train.epochs = 4 ; recover.epochs = 2").split(" ; ");
    Plan plan =
        LocalSpark.plan(
            Stream.concat(
                    Stream.of("prune.schedule={type=cubic,levels=2,sparsity=0.6}"),
                    Arrays.stream(keys).map(key -> key.replace(" = ", "=")))
                .toArray(String[]::new));
    Workers watched =
        LocalSpark.workers(
            plan,
            trainer ->
                (job, log) -> {
                  jobs.add(job);
                  return trainer.train(job, jobs.size() > 1 ? log : new EpochLog(log));
                });
    return LocalSpark.experiment(plan, store, watched).runTo(Verb.FINETUNE);
  }

  /** Keeps the state at the end of each epoch. */
  private final class EpochLog extends PassingLog {
    EpochLog(Trainer.Log log) {
      super(log);
    }

    @Override
    public void save(TrainingState state) {
      if (state.curve().size() > epochs.size()) {
        epochs.add(state);
      }
      super.save(state);
    }
  }
}
