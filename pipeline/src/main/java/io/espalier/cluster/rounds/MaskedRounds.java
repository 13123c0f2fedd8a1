package io.espalier.cluster.rounds;

import io.espalier.cluster.networks.LiveNetworks;
import io.espalier.cluster.networks.NetworkShipment;
import io.espalier.cluster.reduce.Reduction;
import io.espalier.cluster.rounds.TrainingRounds.Outcome;
import io.espalier.cluster.spark.SparkJobs;
import io.espalier.engine.training.TrainingNetwork;
import io.espalier.model.NetworkState;
import io.espalier.model.Velocity;
import io.espalier.run.TrainingJob;
import java.util.List;
import java.util.Optional;

/**
 * The rounds of a training as long as its mask stays as it is: what executors have for them, and
 * which numbers travel.
 */
final class MaskedRounds implements AutoCloseable {
  private final TrainingContext context;
  private final TrainingNetwork driverNetwork;
  private final LoneRound loneRound;
  private final JoinedRounds joinedRounds;

  MaskedRounds(
      SparkJobs jobs,
      TrainingJob job,
      NetworkShipment network,
      ReplicaData data,
      Reduction.Rule reduction) {
    this.driverNetwork = network.supervised().build();
    SurvivorIndex survivors = new SurvivorIndex(network.mask(), driverNetwork.optimiserOwners());
    this.context =
        new TrainingContext(
            jobs,
            job,
            jobs.broadcast(new TrainingShipment(network, data, LiveNetworks.of(jobs))),
            survivors,
            new LastAverage(survivors));
    this.loneRound =
        new LoneRound(context, driverNetwork, reduction.of(context.replicas(), survivors.bytes()));
    this.joinedRounds = new JoinedRounds(context);
  }

  /** One round in a job of its own. */
  Outcome alone(NetworkState network, Velocity velocity, ReplicaSteps steps, String name) {
    return loneRound.run(network, velocity, steps, name);
  }

  /** Several rounds in one job; nothing if the replicas could not all work to the end. */
  Optional<Outcome> together(NetworkState network, List<ReplicaSteps> rounds, String name) {
    return joinedRounds.run(network, rounds, name);
  }

  /** The gradients of the replicas' batches, of all that the mask keeps. */
  LoneRound.Gradient gradient(NetworkState network, ReplicaSteps steps, String name) {
    return loneRound.gradient(network, steps, name);
  }

  @Override
  public void close() {
    SparkJobs.destroy(context.shipment());
    driverNetwork.close();
  }
}
