package io.espalier.cluster.rounds;

import io.espalier.cluster.reduce.Averages;
import io.espalier.cluster.reduce.Reduction;
import io.espalier.cluster.reduce.Replicas;
import io.espalier.cluster.rounds.TrainingRounds.Outcome;
import io.espalier.cluster.rounds.TrainingRounds.Round;
import io.espalier.cluster.spark.PackedFloats;
import io.espalier.cluster.spark.SparkBlocks;
import io.espalier.cluster.spark.SparkJobs;
import io.espalier.engine.training.TrainingNetwork;
import io.espalier.model.NetworkState;
import io.espalier.model.TrainingProgress;
import io.espalier.model.Velocity;
import io.espalier.run.RoundFacts;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;

/** A round that is a job of its own, which needs no replicas that run at the same time. */
final class LoneRound {
  private final TrainingContext context;
  private final TrainingNetwork driverNetwork;
  private final Reduction reduction;

  LoneRound(TrainingContext context, TrainingNetwork driverNetwork, Reduction reduction) {
    this.context = context;
    this.driverNetwork = driverNetwork;
    this.reduction = reduction;
  }

  Outcome run(NetworkState before, Velocity velocity, ReplicaSteps steps, String name) {
    long start = System.nanoTime();
    TrainingProgress progress = before.progress();
    byte[] sent =
        steps.averages() == Averages.STATES
            ? context.lastAverage().pack(before)
            : context.survivors().pack(before.parameters());
    Reduction.Reduced reduced = reduced(sent, context.description(progress, name), progress, steps);
    TrainingProgress next = progress.afterRound(reduced.replicas().work().iterations());
    Moved moved =
        steps.averages() == Averages.STATES
            ? averaged(before, velocity, reduced.packed(), next)
            : new Moved(stepped(before, reduced, next), velocity);
    double seconds = (System.nanoTime() - start) / 1e9;
    RoundFacts.Bytes bytes =
        reduction.bytes(context.replicas(), sent.length, reduced.packed().length);
    return new Outcome(
        moved.network(),
        moved.velocity(),
        List.of(Round.of(context.jobs(), next, steps, reduced.replicas(), seconds, bytes)));
  }

  /**
   * The gradients of replicas' batches.
   *
   * @param sum of them
   * @param replicas what they did
   */
  record Gradient(float[] sum, Replicas replicas) {}

  /** The gradients of the replicas' batches, which change nothing. */
  Gradient gradient(NetworkState network, ReplicaSteps steps, String name) {
    TrainingProgress progress = network.progress();
    byte[] sent = context.survivors().pack(network.parameters());
    Reduction.Reduced reduced = reduced(sent, context.description(progress, name), progress, steps);
    return new Gradient(
        context.survivors().parameters(PackedFloats.of(reduced.packed())), reduced.replicas());
  }

  private Reduction.Reduced reduced(
      byte[] sent, String description, TrainingProgress progress, ReplicaSteps steps) {
    Broadcast<Integer> round = context.jobs().broadcast(progress.round());
    try {
      SparkBlocks.Address state = SparkBlocks.put(round.id(), "state", sent);
      RoundTask task = new RoundTask(context.shipment(), state, progress, steps);
      return reduction.run(context.jobs(), description, context.replicas(), task);
    } finally {
      SparkJobs.destroy(round);
    }
  }

  private record Moved(NetworkState network, Velocity velocity) {}

  private Moved averaged(
      NetworkState before, Velocity velocity, byte[] packed, TrainingProgress next) {
    NetworkState average = context.lastAverage().unpack(packed, before, next);
    OuterStep step =
        OuterStep.take(
            context.job().fit().rounds().outer(),
            before.parameters(),
            average.parameters(),
            velocity);
    return new Moved(average.with(step.parameters(), average.optimiser(), next), step.velocity());
  }

  private NetworkState stepped(
      NetworkState before, Reduction.Reduced reduced, TrainingProgress next) {
    driverNetwork.load(before.parameters(), before.optimiser(), before.progress());
    driverNetwork.apply(
        context.survivors().parameters(PackedFloats.of(reduced.packed())),
        Math.toIntExact(reduced.replicas().work().examples()));
    return before.with(driverNetwork.parameters(), driverNetwork.optimiser(), next);
  }
}
