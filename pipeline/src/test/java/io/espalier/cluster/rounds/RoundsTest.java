package io.espalier.cluster.rounds;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.cluster.LocalSpark;
import io.espalier.cluster.reduce.DirectReduction;
import io.espalier.cluster.reduce.Reduction;
import io.espalier.cluster.reduce.Replicas;
import io.espalier.cluster.reduce.SlicedReduction;
import io.espalier.model.Velocity;
import io.espalier.plan.Plan;
import io.espalier.run.RoundFacts;
import io.espalier.run.TrainingJob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoundsTest {
  private static final int REPLICAS = 3;

  @TempDir private Path store;

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void reducesToTheSameBytesDirectlyAndBySlices(int localSteps) {
    TrainingJob job = job(localSteps, 0.5);
    List<TrainingRounds.Outcome> direct = rounds(job, (r, bytes) -> new DirectReduction());
    List<TrainingRounds.Outcome> sliced = rounds(job, (r, bytes) -> new SlicedReduction(5));
    assertThat(sliced.get(1).network()).isEqualTo(direct.get(1).network());
    assertThat(work(sliced.get(1))).isEqualTo(work(direct.get(1)));
    assertThat(direct.get(1).network()).isNotEqualTo(job.start());
  }

  @ParameterizedTest
  @CsvSource({"2, 1, 0", "2, 2, 0", "2, 1, 0.5", "2, 2, 0.5", "2, 2, 0.9", "1, 2, 0", "1, 1, 0"})
  void comesToTheSameBytesInOneJobAndInOneEach(int replicas, int localSteps, double sparsity) {
    TrainingJob job = job(replicas, localSteps, sparsity);
    List<TrainingRounds.Outcome> alone = rounds(job, Reduction::of);
    try (TrainingRounds rounds = TrainingRounds.open(LocalSpark.jobs(), job)) {
      TrainingRounds.Outcome together = rounds.run(job.start(), Velocity.NONE, 0, 2);
      assertThat(together.rounds()).hasSize(2);
      assertThat(together.rounds().get(0).facts().bytes().reduction()).isEqualTo("all-reduce");
      assertThat(together.network()).isEqualTo(alone.get(1).network());
      assertThat(together.rounds().get(0).facts().loss())
          .isEqualTo(alone.get(0).rounds().get(0).facts().loss());
      assertThat(together.rounds().get(1).facts().loss())
          .isEqualTo(alone.get(1).rounds().get(0).facts().loss());
      assertThat(together.network()).isNotEqualTo(job.start());
    }
  }

  @Test
  void goesOnAloneWhereReplicasCannotRunAtTheSameTime() {
    TrainingJob job = job(2, 0);
    try (TrainingRounds rounds = TrainingRounds.open(LocalSpark.jobs(), job)) {
      assertThat(rounds.run(job.start(), Velocity.NONE, 0, 2).rounds()).hasSize(1);
    }
  }

  @Test
  void slicesWhatIsLargeSoThatTheDriverReceivesOneModel() {
    assertThat(Reduction.of(2, 1 << 20)).isEqualTo(new DirectReduction());
    assertThat(Reduction.of(8, 64L << 20)).isEqualTo(new SlicedReduction(8));
    assertThat(Reduction.of(2, 1L << 30)).isEqualTo(new SlicedReduction(16));
    assertThat(new SlicedReduction(8).bytes(8, 100, 1000).driver()).isEqualTo(800 + 1000);
    assertThat(new DirectReduction().bytes(8, 100, 1000).driver()).isEqualTo(800 + 8000);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void trafficFollowsDensity(int localSteps) {
    TrainingJob dense = job(2, localSteps, 0);
    TrainingJob sparse = job(2, localSteps, 0.9);
    for (int rounds : new int[] {1, 2}) {
      assertThat(bytes(sparse, rounds).replica())
          .isLessThanOrEqualTo(bytes(dense, rounds).replica() * 15 / 100);
      assertThat(bytes(sparse, rounds).driver())
          .isLessThanOrEqualTo(bytes(dense, rounds).driver() * 15 / 100);
    }
    long numbers = sparse.mask().kept() * (localSteps == 1 ? 1L : 3L);
    assertThat(bytes(sparse, 1).replica()).isEqualTo(2 * Float.BYTES * numbers);
    assertThat(bytes(sparse, 1).driver()).isEqualTo(2 * 2 * Float.BYTES * numbers);
  }

  @Test
  void leavesNothingOfARoundInSparksStorage() throws InterruptedException {
    TrainingJob job = job(2, 2, 0);
    try (TrainingRounds rounds = TrainingRounds.open(LocalSpark.jobs(), job)) {
      rounds.run(job.start(), Velocity.NONE, 0, 2);
      long afterOne = storage();
      for (int i = 0; i < 30; i++) {
        rounds.run(job.start(), Velocity.NONE, 0, 1 + i % 2);
      }
      Instant end = Instant.now().plus(Duration.ofSeconds(10));
      while (storage() > afterOne && Instant.now().isBefore(end)) {
        System.gc(); // Spark lets go of what jobs themselves were made of once that is collected
        Thread.sleep(100);
      }
      assertThat(storage()).isLessThanOrEqualTo(afterOne);
    }
  }

  @Test
  void showsRoundsToSparksMetricsSinks() throws Exception {
    List<TrainingRounds.Outcome> outcomes = rounds(job(2, 0), Reduction::of);
    RoundFacts first = outcomes.get(0).rounds().get(0).facts();
    try (RoundSource source = RoundSource.open(first);
        RoundSource other = RoundSource.open(first)) {
      source.show(outcomes.get(1).rounds().get(0).facts());
      assertThat(List.of(source.sourceName(), other.sourceName()))
          .containsExactly("espalier", "espalier-2");
    }
    SparkEnv.get().metricsSystem().report();
    assertThat(metric("round")).isEqualTo(2);
    assertThat(metric("loss")).isEqualTo(outcomes.get(1).rounds().get(0).facts().loss());
    assertThat(metric("replicaBytes"))
        .isEqualTo(outcomes.get(1).rounds().get(0).facts().bytes().replica());
    assertThat(metric("overheadSeconds")).isPositive();
  }

  private static double metric(String name) throws Exception {
    String application = LocalSpark.session().sparkContext().applicationId();
    Path file = LocalSpark.METRICS.resolve(application + ".driver.espalier." + name + ".csv");
    List<String> lines = Files.readAllLines(file);
    return Double.parseDouble(lines.get(lines.size() - 1).split(",")[1]);
  }

  /** Bytes in this process's part of Spark's storage. */
  private static long storage() {
    return SparkEnv.get().memoryManager().storageMemoryUsed();
  }

  /** What travels in the first round when so many go together. */
  private static RoundFacts.Bytes bytes(TrainingJob job, int together) {
    try (TrainingRounds rounds = TrainingRounds.open(LocalSpark.jobs(), job)) {
      TrainingRounds.Outcome outcome = rounds.run(job.start(), Velocity.NONE, 0, together);
      assertThat(outcome.rounds()).hasSize(together);
      return outcome.rounds().get(0).facts().bytes();
    }
  }

  private static List<Object> work(TrainingRounds.Outcome outcome) {
    Replicas replicas = outcome.rounds().get(0).replicas();
    return List.of(replicas.work(), replicas.lossSum());
  }

  /** Two rounds, each a job of its own. */
  private static List<TrainingRounds.Outcome> rounds(TrainingJob job, Reduction.Rule reduction) {
    try (TrainingRounds rounds = TrainingRounds.open(LocalSpark.jobs(), job, reduction)) {
      TrainingRounds.Outcome first = rounds.run(job.start(), Velocity.NONE, 0, 1);
      return List.of(first, rounds.run(first.network(), first.velocity(), 1, 1));
    }
  }

  private TrainingJob job(int localSteps, double sparsity) {
    return job(REPLICAS, localSteps, sparsity);
  }

  private TrainingJob job(int replicas, int localSteps, double sparsity) {
    Plan plan = LocalSpark.plan("train.local-steps=" + localSteps, "train.replicas=" + replicas);
    return LocalSpark.job("rounds", plan, store, i -> i % 10 < 10 * sparsity);
  }
}
