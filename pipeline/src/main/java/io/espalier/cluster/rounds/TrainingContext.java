package io.espalier.cluster.rounds;

import io.espalier.cluster.spark.SparkJobs;
import io.espalier.model.TrainingProgress;
import io.espalier.run.TrainingJob;
import org.apache.spark.broadcast.Broadcast;

/**
 * What the driver has for all rounds of one training.
 *
 * @param shipment what executors have for all of them
 * @param survivors what travels in a round
 * @param lastAverage packs states
 */
record TrainingContext(
    SparkJobs jobs,
    TrainingJob job,
    Broadcast<TrainingShipment> shipment,
    SurvivorIndex survivors,
    LastAverage lastAverage) {

  int replicas() {
    return job.fit().rounds().replicas();
  }

  /** What Spark's pages show of a job. */
  String description(TrainingProgress progress, String rounds) {
    return "%s · epoch %d · %s".formatted(job.title(), progress.epoch() + 1, rounds);
  }
}
