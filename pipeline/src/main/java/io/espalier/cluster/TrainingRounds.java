package io.espalier.cluster;

import io.espalier.cluster.ReplicaResult.Facts;
import io.espalier.cluster.ReplicaResult.Work;
import io.espalier.cluster.RoundTask.Steps;
import io.espalier.model.NetworkState;
import io.espalier.model.Progress;
import io.espalier.network.LiveNetwork;
import io.espalier.run.RoundFacts;
import io.espalier.run.TrainingJob;
import java.util.List;
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
  private final Reduction reduction;

  private TrainingRounds(
      SparkJobs jobs, TrainingJob job, ReplicaData data, LiveNetwork driverNetwork) {
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
    this.reduction = Reduction.of(replicas(), packing.bytes());
  }

  static TrainingRounds open(SparkJobs jobs, TrainingJob job) {
    LiveNetwork network = LiveNetwork.open(job.start().structure(), job.fit().sparseAbove());
    network.hold(job.mask());
    return new TrainingRounds(
        jobs, job, ReplicaData.of(job.dataset(), job.fit(), jobs.hadoop()), network);
  }

  /** Rounds in which the replica with the most batches sees each of them once. */
  int perEpoch(int epoch) {
    int localSteps = job.fit().rounds().localSteps();
    int steps =
        IntStream.range(0, replicas())
            .map(replica -> data.plan(replica).epoch(epoch).steps())
            .max()
            .orElseThrow();
    return (steps + localSteps - 1) / localSteps;
  }

  /**
   * @param network after the round
   * @param lossSum of all replicas' examples
   * @param work of all replicas together; iterations are those of the replica that took most
   * @param facts for people
   */
  record Outcome(NetworkState network, double lossSum, Work work, RoundFacts facts) {}

  /**
   * @param network before the round
   * @param roundOfEpoch 0 for the first
   */
  Outcome run(NetworkState network, int roundOfEpoch) {
    long start = System.nanoTime();
    int localSteps = job.fit().rounds().localSteps();
    Averages averages = localSteps == 1 ? Averages.GRADIENTS : Averages.STATES;
    byte[] sent =
        averages == Averages.STATES
            ? packing.pack(network.parameters(), network.optimiser())
            : packing.pack(network.parameters());
    Progress progress = network.progress();
    Steps steps = new Steps(roundOfEpoch * localSteps, localSteps, averages, job.fit().seed());
    Broadcast<byte[]> state = jobs.broadcast(sent);
    Reduction.Reduced reduced =
        reduction.run(
            jobs,
            description(progress, roundOfEpoch),
            replicas(),
            new RoundTask(shipment, state, progress, steps));
    SparkJobs.destroy(state);
    Work work = total(reduced.facts());
    Progress next =
        new Progress(
            progress.epoch(), progress.round() + 1, progress.iteration() + work.iterations());
    double lossSum = reduced.facts().stream().mapToDouble(Facts::lossSum).sum();
    NetworkState after =
        averages == Averages.STATES
            ? averaged(network, reduced.packed(), next)
            : stepped(network, reduced.packed(), work, next);
    double seconds = (System.nanoTime() - start) / 1e9;
    List<Double> replicas = reduced.facts().stream().map(Facts::computeSeconds).toList();
    return new Outcome(
        after,
        lossSum,
        work,
        new RoundFacts(
            progress.epoch() + 1,
            next.round(),
            lossSum / work.examples(),
            new RoundFacts.Work(localSteps, work.timeSteps(), work.timeSteps() / seconds),
            RoundFacts.Seconds.of(seconds, jobs.together(replicas), replicas),
            new RoundFacts.Bytes(
                reduction.label(),
                sent.length,
                reduction.received(replicas(), reduced.packed().length))));
  }

  private int replicas() {
    return job.fit().rounds().replicas();
  }

  private String description(Progress progress, int roundOfEpoch) {
    return "%s · epoch %d · round %d/%d"
        .formatted(job.title(), progress.epoch() + 1, roundOfEpoch + 1, perEpoch(progress.epoch()));
  }

  private NetworkState averaged(NetworkState before, byte[] packed, Progress next) {
    return before.with(packing.parameters(packed), packing.optimiser(packed), next);
  }

  private NetworkState stepped(NetworkState before, byte[] gradientSum, Work work, Progress next) {
    driverNetwork.load(before.parameters(), before.optimiser(), before.progress());
    driverNetwork.apply(packing.parameters(gradientSum), Math.toIntExact(work.examples()));
    return before.with(driverNetwork.parameters(), driverNetwork.optimiser(), next);
  }

  private static Work total(List<Facts> facts) {
    long examples = 0;
    long timeSteps = 0;
    int iterations = 0;
    for (Facts replica : facts) {
      examples += replica.work().examples();
      timeSteps += replica.work().timeSteps();
      iterations = Math.max(iterations, replica.work().iterations());
    }
    return new Work(examples, timeSteps, iterations);
  }

  @Override
  public void close() {
    SparkJobs.destroy(shipment);
    driverNetwork.close();
  }
}
