package io.espalier.cluster.rounds;

import io.espalier.cluster.spark.SparkJobs;
import io.espalier.plan.TrainPlan.Outer;
import io.espalier.run.TrainingJob;

/**
 * How many rounds go together in one job: as many as last a few seconds, and no longer than
 * checkpoints are apart, where every replica can run at the same time. Which rounds do changes
 * nothing in the result.
 */
final class RoundsPerJob {
  private static final double LONGEST_SECONDS = 5;
  private static final int FIRST = 4;

  private final SparkJobs jobs;
  private final int replicas;
  private final boolean allowed;
  private final double seconds;
  private double roundSeconds;
  private int breaks;
  private int alone;

  RoundsPerJob(SparkJobs jobs, TrainingJob job) {
    this.jobs = jobs;
    this.replicas = job.fit().rounds().replicas();
    this.allowed = job.fit().rounds().outer().equals(Outer.NONE) && !jobs.speculates();
    this.seconds = Math.min(LONGEST_SECONDS, job.fit().checkpoint().every().toNanos() / 1e9);
    this.roundSeconds = LONGEST_SECONDS / FIRST;
  }

  /** Rounds of the next job. */
  int next() {
    if (alone > 0) {
      alone--;
      return 1;
    }
    return allowed && jobs.room() >= replicas ? (int) Math.max(1, seconds / roundSeconds) : 1;
  }

  /** After rounds that took so long each. */
  void went(double seconds) {
    roundSeconds = seconds;
  }

  /** After rounds that could not be done together: more and more go alone before the next try. */
  void broke() {
    breaks++;
    alone = 1 << Math.min(breaks, 10);
  }
}
