package io.espalier.cluster;

import io.espalier.cluster.ReplicaResult.Facts;
import io.espalier.cluster.ReplicaResult.Work;
import io.espalier.cluster.RoundTask.Steps;
import io.espalier.model.NetworkState;
import io.espalier.model.Progress;
import io.espalier.model.TrainingState;
import io.espalier.model.Velocity;
import io.espalier.network.LiveNetwork;
import io.espalier.run.RoundFacts;
import io.espalier.run.TrainingJob;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.spark.broadcast.Broadcast;

/**
 * The rounds of one training: broadcast the surviving parameters, let every replica take its local
 * steps, average what comes back in replica order (McMahan et al. 2016, arXiv 1602.05629). With one
 * local step gradients are summed instead and the optimiser takes one step on the driver, which
 * equals one machine with the replicas' batches as one.
 */
final class TrainingRounds implements AutoCloseable {
  private final SparkJobs jobs;
  private final TrainingJob job;
  private final Broadcast<TrainingShipment> shipment;
  private final ReplicaData data;
  private final LiveNetwork driverNetwork;
  private final Packing packing;
  private final LastAverage lastAverage;
  private final Reduction reduction;
  private RoundSteps roundSteps;

  private TrainingRounds(
      SparkJobs jobs,
      TrainingJob job,
      ReplicaData data,
      LiveNetwork driverNetwork,
      Reduction.Rule reduction) {
    this.jobs = jobs;
    this.job = job;
    this.shipment =
        jobs.broadcast(
            new TrainingShipment(
                NetworkShipment.of(job.start().structure(), job.mask(), job.fit().sparseAbove()),
                data));
    this.data = data;
    this.driverNetwork = driverNetwork;
    this.packing = new Packing(job.mask(), driverNetwork.optimiserOwners());
    this.lastAverage = new LastAverage(packing);
    this.reduction = reduction.of(replicas(), packing.bytes());
    this.roundSteps = RoundSteps.of(job.fit(), OptionalInt.empty());
  }

  static TrainingRounds open(SparkJobs jobs, TrainingJob job) {
    return open(jobs, job, Reduction::of);
  }

  static TrainingRounds open(SparkJobs jobs, TrainingJob job, Reduction.Rule reduction) {
    LiveNetwork network = LiveNetwork.open(job.start().structure(), job.fit().sparseAbove());
    network.hold(job.mask());
    return new TrainingRounds(
        jobs, job, ReplicaData.of(job.dataset(), job.fit(), jobs.hadoop()), network, reduction);
  }

  /** From now on takes this many local steps where the plan leaves the count open. */
  void pick(int localSteps) {
    roundSteps = RoundSteps.of(job.fit(), OptionalInt.of(localSteps));
  }

  /** Which steps each round takes. */
  RoundSteps steps() {
    return roundSteps;
  }

  /** Rounds in which the replica with the most batches sees each of them once. */
  int perEpoch(int epoch) {
    return roundSteps.rounds(epoch, batches(epoch));
  }

  /** Steps that each replica has taken since the training began. */
  long done(TrainingState state) {
    int epoch = state.current().progress().epoch();
    int inside = roundSteps.before(epoch, state.running().rounds());
    return (long) epoch * batches(0) + Math.min(inside, batches(epoch));
  }

  /** Batches of an epoch, of the replica that has most. */
  int batches(int epoch) {
    return IntStream.range(0, replicas())
        .map(replica -> data.plan(replica).epoch(epoch).steps())
        .max()
        .orElseThrow();
  }

  /**
   * @param network after the round
   * @param velocity after the round
   * @param lossSum of all replicas' examples
   * @param work of all replicas together; iterations are those of the replica that took most
   * @param facts for people
   */
  record Outcome(
      NetworkState network, Velocity velocity, double lossSum, Work work, RoundFacts facts) {}

  /**
   * @param network before the round
   * @param velocity before the round
   * @param roundOfEpoch 0 for the first
   */
  Outcome run(NetworkState network, Velocity velocity, int roundOfEpoch) {
    long start = System.nanoTime();
    Progress progress = network.progress();
    int localSteps = roundSteps.count(progress.epoch(), roundOfEpoch);
    Averages averages = localSteps == 1 ? Averages.GRADIENTS : Averages.STATES;
    byte[] sent =
        averages == Averages.STATES
            ? lastAverage.pack(network)
            : packing.pack(network.parameters());
    int first = roundSteps.before(progress.epoch(), roundOfEpoch);
    Steps steps = new Steps(first, localSteps, averages, job.fit().seed());
    Reduction.Reduced reduced = reduced(sent, description(progress, roundOfEpoch), progress, steps);
    Work work = reduced.work();
    Progress next =
        new Progress(
            progress.epoch(), progress.round() + 1, progress.iteration() + work.iterations());
    Moved moved =
        averages == Averages.STATES
            ? averaged(network, velocity, reduced.packed(), next)
            : new Moved(stepped(network, reduced.packed(), work, next), velocity);
    double seconds = (System.nanoTime() - start) / 1e9;
    RoundFacts.Bytes bytes =
        new RoundFacts.Bytes(
            reduction.label(),
            sent.length,
            reduction.received(replicas(), reduced.packed().length));
    return new Outcome(
        moved.network(),
        moved.velocity(),
        reduced.lossSum(),
        work,
        facts(next, steps, reduced, seconds, bytes));
  }

  private Reduction.Reduced reduced(
      byte[] sent, String description, Progress progress, Steps steps) {
    Broadcast<Integer> round = jobs.broadcast(progress.round());
    try {
      Blocks.Address state = Blocks.put(round.id(), "state", sent);
      RoundTask task = new RoundTask(shipment, state, progress, steps);
      return reduction.run(jobs, description, replicas(), task);
    } finally {
      SparkJobs.destroy(round);
    }
  }

  private RoundFacts facts(
      Progress after,
      Steps steps,
      Reduction.Reduced reduced,
      double seconds,
      RoundFacts.Bytes bytes) {
    List<Double> replicas = reduced.facts().stream().map(Facts::computeSeconds).toList();
    long timeSteps = reduced.work().timeSteps();
    return new RoundFacts(
        after.epoch() + 1,
        after.round(),
        reduced.lossSum() / reduced.work().examples(),
        new RoundFacts.Work(steps.count(), timeSteps, timeSteps / seconds),
        RoundFacts.Seconds.of(seconds, jobs.together(replicas), replicas),
        bytes);
  }

  private int replicas() {
    return job.fit().rounds().replicas();
  }

  private String description(Progress progress, int roundOfEpoch) {
    return "%s · epoch %d · round %d/%d"
        .formatted(job.title(), progress.epoch() + 1, roundOfEpoch + 1, perEpoch(progress.epoch()));
  }

  private record Moved(NetworkState network, Velocity velocity) {}

  private Moved averaged(NetworkState before, Velocity velocity, byte[] packed, Progress next) {
    NetworkState average = lastAverage.unpack(packed, before, next);
    OuterStep step =
        OuterStep.take(
            job.fit().rounds().outer(), before.parameters(), average.parameters(), velocity);
    return new Moved(average.with(step.parameters(), average.optimiser(), next), step.velocity());
  }

  private NetworkState stepped(NetworkState before, byte[] gradientSum, Work work, Progress next) {
    driverNetwork.load(before.parameters(), before.optimiser(), before.progress());
    driverNetwork.apply(
        packing.parameters(PackedFloats.of(gradientSum)), Math.toIntExact(work.examples()));
    return before.with(driverNetwork.parameters(), driverNetwork.optimiser(), next);
  }

  @Override
  public void close() {
    SparkJobs.destroy(shipment);
    driverNetwork.close();
  }
}
