package io.espalier.run;

import java.util.Collections;
import java.util.List;

/**
 * What one round did and what it took: a line of {@code rounds.jsonl}. Times differ from run to
 * run; nothing of this is part of a result or of its identity.
 *
 * @param epoch 1 for the first
 * @param round 1 for the first of the training
 * @param loss mean over the round's examples
 * @param work what was done
 * @param seconds where the time went
 * @param bytes what travelled
 */
public record RoundFacts(
    int epoch, int round, double loss, Work work, Seconds seconds, Bytes bytes) {

  /**
   * @param localSteps steps that each replica was to take
   * @param timeSteps valid time steps of all replicas
   * @param timeStepsPerSecond of the whole round
   */
  public record Work(int localSteps, long timeSteps, double timeStepsPerSecond) {}

  /**
   * @param round from the driver's state before it to the driver's state after it
   * @param compute the part of it in which replicas took their steps
   * @param overhead the rest
   * @param skew share of the slowest replica's time that the fastest one does not need, in [0, 1]
   * @param replicas compute of each replica, in order
   */
  public record Seconds(
      double round, double compute, double overhead, double skew, List<Double> replicas) {
    public Seconds {
      replicas = List.copyOf(replicas);
    }

    /**
     * @param compute what the replicas' steps take together, with as many at once as there is room
     */
    public static Seconds of(double round, double compute, List<Double> replicas) {
      double slowest = Collections.max(replicas);
      double skew = slowest > 0 ? 1 - Collections.min(replicas) / slowest : 0;
      return new Seconds(round, compute, Math.max(0, round - compute), skew, replicas);
    }
  }

  /**
   * What travelled, survivors only, where every replica is a process of its own.
   *
   * @param reduction how replicas' numbers became one: {@code all-reduce} among them, {@code
   *     direct} on the driver, or by how many slices
   * @param replica that one replica sent and received
   * @param driver that the driver sent and received
   */
  public record Bytes(String reduction, long replica, long driver) {}
}
