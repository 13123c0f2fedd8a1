package io.espalier.cluster;

import io.espalier.cluster.ReplicaResult.Work;
import io.espalier.cluster.RoundTask.Averages;
import io.espalier.cluster.RoundTask.Steps;
import io.espalier.model.NetworkState;
import io.espalier.model.Progress;
import io.espalier.network.LiveNetwork;
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
  private final Broadcast<NetworkShipment> shipment;
  private final Broadcast<ReplicaData> data;
  private final ReplicaData replicaData;
  private final LiveNetwork driverNetwork;
  private final Packing packing;

  private TrainingRounds(
      SparkJobs jobs, TrainingJob job, ReplicaData data, LiveNetwork driverNetwork) {
    this.jobs = jobs;
    this.job = job;
    this.shipment = jobs.broadcast(NetworkShipment.of(job.start().structure(), job.mask(), job.fit().sparseAbove()));
    this.data = jobs.broadcast(data);
    this.replicaData = data;
    this.driverNetwork = driverNetwork;
    this.packing = new Packing(job.mask(), driverNetwork.optimiserOwners());
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
        IntStream.range(0, job.fit().rounds().replicas())
            .map(replica -> replicaData.plan(replica).epoch(epoch).steps())
            .max()
            .orElseThrow();
    return (steps + localSteps - 1) / localSteps;
  }

  /**
   * @param network after the round
   * @param lossSum of all replicas' examples
   * @param work of all replicas together; iterations are those of the replica that took most
   */
  record Outcome(NetworkState network, double lossSum, Work work) {}

  /**
   * @param network before the round
   * @param roundOfEpoch 0 for the first
   */
  Outcome run(NetworkState network, int roundOfEpoch) {
    int localSteps = job.fit().rounds().localSteps();
    Averages averages = localSteps == 1 ? Averages.GRADIENTS : Averages.STATES;
    Broadcast<float[]> state =
        jobs.broadcast(
            averages == Averages.STATES
                ? packing.pack(network.parameters(), network.optimiser())
                : packing.pack(network.parameters()));
    Progress progress = network.progress();
    Steps steps = new Steps(roundOfEpoch * localSteps, localSteps, averages, job.fit().seed());
    List<ReplicaResult> results =
        jobs.run(
            "%s · epoch %d · round %d/%d"
                .formatted(
                    job.title(),
                    progress.epoch() + 1,
                    roundOfEpoch + 1,
                    perEpoch(progress.epoch())),
            job.fit().rounds().replicas(),
            new RoundTask(shipment, state, data, progress, steps));
    SparkJobs.destroy(state);
    Work work = total(results);
    Progress next =
        new Progress(
            progress.epoch(), progress.round() + 1, progress.iteration() + work.iterations());
    double lossSum = results.stream().mapToDouble(ReplicaResult::lossSum).sum();
    return new Outcome(
        averages == Averages.STATES
            ? averaged(network, Averaging.mean(results), next)
            : stepped(network, Averaging.sum(results), work, next),
        lossSum,
        work);
  }

  private NetworkState averaged(NetworkState before, float[] packed, Progress next) {
    return before.with(
        packing.parameters(packed, before.parameters().length),
        packing.optimiser(packed, before.optimiser().length),
        next);
  }

  private NetworkState stepped(NetworkState before, float[] gradientSum, Work work, Progress next) {
    driverNetwork.load(before.parameters(), before.optimiser(), before.progress());
    driverNetwork.apply(
        packing.parameters(gradientSum, before.parameters().length),
        Math.toIntExact(work.examples()));
    return before.with(driverNetwork.parameters(), driverNetwork.optimiser(), next);
  }

  private static Work total(List<ReplicaResult> results) {
    long examples = 0;
    long timeSteps = 0;
    int iterations = 0;
    for (ReplicaResult result : results) {
      examples += result.work().examples();
      timeSteps += result.work().timeSteps();
      iterations = Math.max(iterations, result.work().iterations());
    }
    return new Work(examples, timeSteps, iterations);
  }

  @Override
  public void close() {
    SparkJobs.destroy(shipment);
    SparkJobs.destroy(data);
    driverNetwork.close();
  }
}
