package io.espalier.cluster.reduce;

import io.espalier.cluster.spark.SparkJobs;
import io.espalier.run.RoundFacts;

/** How the replicas' numbers become one on the driver; every way gives the same bytes. */
public sealed interface Reduction permits DirectReduction, SlicedReduction {
  /** Bytes that the driver may receive in one round before they are reduced by slices instead. */
  long DIRECT_BYTES = 256L << 20;

  /** Chooses a reduction, given the bytes of one replica's numbers. */
  interface Rule {
    Reduction of(int replicas, long bytes);
  }

  /**
   * By the size of what comes back, which follows from the plan.
   *
   * @param bytes of one replica's numbers
   */
  static Reduction of(int replicas, long bytes) {
    return replicas * bytes <= DIRECT_BYTES
        ? new DirectReduction()
        : new SlicedReduction(SlicedReduction.slices(replicas, bytes));
  }

  /**
   * @param packed the reduced numbers
   * @param replicas what they did
   */
  record Reduced(byte[] packed, Replicas replicas) {}

  /** Runs one job in which every replica does its part of the round. */
  Reduced run(SparkJobs jobs, String description, int replicas, ReplicaTask task);

  /**
   * What travels in a round.
   *
   * @param state bytes of the state that each replica receives
   * @param numbers bytes that each replica makes
   */
  RoundFacts.Bytes bytes(int replicas, long state, long numbers);
}
