package io.espalier.cluster.reduce;

import io.espalier.cluster.reduce.ReplicaResult.Facts;
import io.espalier.cluster.reduce.ReplicaResult.Work;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;

/**
 * What all replicas did in one round.
 *
 * @param facts of each, in order
 */
public record Replicas(List<Facts> facts) implements Serializable {
  public Replicas {
    facts = facts.stream().sorted(Comparator.comparingInt(Facts::replica)).toList();
  }

  /** Of all replicas' examples. */
  public double lossSum() {
    return facts.stream().mapToDouble(Facts::lossSum).sum();
  }

  /** Of all replicas together; iterations are those of the replica that took most. */
  public Work work() {
    return new Work(
        facts.stream().mapToLong(replica -> replica.work().examples()).sum(),
        facts.stream().mapToLong(replica -> replica.work().timeSteps()).sum(),
        facts.stream().mapToInt(replica -> replica.work().iterations()).max().orElseThrow());
  }

  /** Time that each replica's steps took. */
  public List<Double> computeSeconds() {
    return facts.stream().map(Facts::computeSeconds).toList();
  }
}
