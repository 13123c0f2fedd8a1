package io.espalier.cluster;

import java.util.List;

/**
 * Reduction in replica order, in double, so that the result never depends on who finished first.
 */
final class Averaging {
  private Averaging() {}

  /** Mean of the replicas' states, weighted by their examples. */
  static float[] mean(List<ReplicaResult> results) {
    return reduce(results, true);
  }

  /** Sum of the replicas' gradients. */
  static float[] sum(List<ReplicaResult> results) {
    return reduce(results, false);
  }

  private static float[] reduce(List<ReplicaResult> results, boolean weighted) {
    List<ReplicaResult> working =
        results.stream().filter(result -> result.work().examples() > 0).toList();
    if (working.size() == 1) {
      return working.get(0).packed();
    }
    long total = working.stream().mapToLong(result -> result.work().examples()).sum();
    double[] sum = new double[working.get(0).packed().length];
    for (ReplicaResult result : working) {
      double weight = weighted ? (double) result.work().examples() / total : 1;
      float[] packed = result.packed();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += weight * packed[i];
      }
    }
    float[] reduced = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      reduced[i] = (float) sum[i];
    }
    return reduced;
  }
}
