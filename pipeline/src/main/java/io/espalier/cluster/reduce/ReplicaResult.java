package io.espalier.cluster.reduce;

import java.io.Serializable;

/**
 * What one replica sends back after a round.
 *
 * @param packed its parameters and optimiser state, or the sum of its gradients; survivors only
 * @param facts what it did
 */
public record ReplicaResult(byte[] packed, Facts facts) implements Serializable {
  /**
   * @param replica from 0
   * @param lossSum sum of the losses of its examples
   * @param work how much it did
   * @param computeSeconds time its steps took, batches included
   */
  public record Facts(int replica, double lossSum, Work work, double computeSeconds)
      implements Serializable {}

  /**
   * @param examples sequences seen, or for language models valid steps: what losses are means over.
   *     It is the replica's weight in an average, which keeps R replicas equal to one machine with
   *     R times the batch
   * @param timeSteps valid steps seen
   * @param iterations optimiser steps taken
   */
  public record Work(long examples, long timeSteps, int iterations) implements Serializable {
    public static final Work NONE = new Work(0, 0, 0);

    /** One more step. */
    public Work plus(int moreExamples, int moreTimeSteps) {
      return new Work(examples + moreExamples, timeSteps + moreTimeSteps, iterations + 1);
    }
  }
}
