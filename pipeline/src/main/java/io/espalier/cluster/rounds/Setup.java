package io.espalier.cluster.rounds;

import io.espalier.cluster.spark.SparkJobs;
import io.espalier.model.Progress;
import io.espalier.run.TrainingJob;
import org.apache.spark.broadcast.Broadcast;

/**
 * What the driver has for all rounds of one training.
 *
 * @param shipment what executors have for all of them
 * @param packing what travels in a round
 * @param lastAverage packs states
 */
record Setup(
    SparkJobs jobs,
    TrainingJob job,
    Broadcast<TrainingShipment> shipment,
    Packing packing,
    LastAverage lastAverage) {

  int replicas() {
    return job.fit().rounds().replicas();
  }

  /** What Spark's pages show of a job. */
  String description(Progress progress, String rounds) {
    return "%s · epoch %d · %s".formatted(job.title(), progress.epoch() + 1, rounds);
  }
}
