package io.espalier.cluster.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.cluster.LocalSpark;
import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.engine.training.TrainingNetwork;
import io.espalier.model.NetworkState;
import io.espalier.model.Velocity;
import io.espalier.plan.Plan;
import io.espalier.run.TrainingJob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SynchronousTrainingTest {
  private static final int REPLICAS = 3;

  @TempDir private Path store;

  @ParameterizedTest
  @ValueSource(strings = {"sgd", "momentum", "adam", "adamw"})
  void equalsOneMachineWithTheReplicasBatchesAsOne(String updater) {
    Plan plan =
        LocalSpark.plan(
            "train.local-steps=1",
            "train.replicas=" + REPLICAS,
            "train.updater.type=" + updater,
            "train.clip=0.5",
            "train.l2=0.001");
    TrainingJob job = LocalSpark.job("synchronous", plan, store, Set.of(1, 17, 40)::contains);
    NetworkState network = job.start();
    NetworkState distributed = network;
    try (TrainingRounds rounds = TrainingRounds.open(LocalSpark.jobs(), job)) {
      for (int round = 0; round < 3; round++) {
        distributed = rounds.run(distributed, Velocity.NONE, round, 1).network();
      }
    }
    float[] single = onOneMachine(job);
    for (int i = 0; i < single.length; i++) {
      assertThat(distributed.parameters()[i])
          .as("parameter %d", i)
          .isCloseTo(single[i], within(2e-5f));
    }
    assertThat(single).isNotEqualTo(network.parameters());
  }

  private static float[] onOneMachine(TrainingJob job) {
    ReplicaData data = ReplicaData.of(job, LocalSpark.jobs());
    try (TrainingNetwork live = new TrainingNetwork(job.start().network(), job.rules(), 1)) {
      live.hold(job.mask());
      live.load(job.start().parameters(), job.start().optimiser(), job.start().progress());
      for (int step = 0; step < 3; step++) {
        List<Sequence> together = new ArrayList<>();
        for (int replica = 0; replica < REPLICAS; replica++) {
          together.addAll(data.epoch(replica, 0).batch(step).sequences());
        }
        live.step(Batch.of(together), 0);
      }
      return live.parameters();
    }
  }
}
