package io.espalier.cluster.judge;

import io.espalier.cluster.networks.ShippedNetwork;
import io.espalier.cluster.reduce.Reduction;
import io.espalier.cluster.shards.ShardData;
import io.espalier.cluster.spark.PackedFloats;
import io.espalier.cluster.spark.SparkJobs;
import io.espalier.data.Dataset;
import io.espalier.data.Split;
import io.espalier.importance.Evidence;
import io.espalier.importance.EvidenceShape;
import io.espalier.importance.Probe;
import io.espalier.run.Scorer;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.apache.spark.broadcast.Broadcast;

/**
 * Gathers evidence on Spark. As many tasks as replicas, each with the shards it would train on, in
 * shard order; their sums come together as gradients do in a round, so that the driver holds the
 * evidence once, however many replicas there are.
 */
public final class SparkScorer implements Scorer {
  private final SparkJobs jobs;
  private final int replicas;
  private final Calibration calibration;

  public SparkScorer(SparkJobs jobs, int replicas, Calibration calibration) {
    this.jobs = jobs;
    this.replicas = replicas;
    this.calibration = calibration;
  }

  /**
   * @param sequences of the training split to look at, spread evenly over the shards
   * @param batchSize of a minibatch
   */
  public record Calibration(int sequences, int batchSize) implements Serializable {}

  @Override
  public Evidence gather(Subject subject, Set<Probe> probes, Dataset dataset) {
    EvidenceShape shape = EvidenceShape.of(probes, subject.network().network().layout());
    Broadcast<ShippedNetwork> shipped =
        jobs.broadcast(ShippedNetwork.of(subject.network(), subject.mask()));
    try {
      CalibrationTask task =
          new CalibrationTask(
              shipped, ShardData.of(dataset, Split.TRAIN, jobs), shape, calibration, replicas);
      Reduction.Reduced reduced =
          Reduction.of(replicas, 2L * Float.BYTES * shape.length())
              .run(jobs, subject.title(), replicas, task);
      return evidence(shape, reduced);
    } finally {
      SparkJobs.destroy(shipped);
    }
  }

  private static Evidence evidence(EvidenceShape shape, Reduction.Reduced reduced) {
    PackedFloats packed = PackedFloats.of(reduced.packed());
    float[] first = new float[shape.length()];
    float[] second = new float[shape.length()];
    packed.read(0, first);
    packed.read(first.length, second);
    return Evidence.of(shape, List.of(first, second), reduced.replicas().work().timeSteps());
  }
}
