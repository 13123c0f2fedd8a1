package io.espalier.cluster;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reduction in replica order, in double, so that the result never depends on who finished first,
 * nor on how the numbers are cut into slices.
 */
final class Averaging {
  private static final int STRETCH = 1 << 14;

  private Averaging() {}

  /**
   * The replicas' packed numbers as one; replicas that had no examples count for nothing.
   *
   * @param results one of each replica, in any order
   */
  static byte[] reduce(List<ReplicaResult> results, Averages averages) {
    List<ReplicaResult> working =
        results.stream()
            .filter(result -> result.facts().work().examples() > 0)
            .sorted(Comparator.comparingInt(result -> result.facts().replica()))
            .toList();
    if (working.size() == 1) {
      return working.get(0).packed();
    }
    long total = working.stream().mapToLong(result -> result.facts().work().examples()).sum();
    byte[][] packed = working.stream().map(ReplicaResult::packed).toArray(byte[][]::new);
    double[] weights =
        working.stream()
            .mapToDouble(result -> averages.weight(result.facts().work().examples(), total))
            .toArray();
    byte[] reduced = new byte[packed[0].length];
    int elements = reduced.length / Float.BYTES;
    IntStream.range(0, (elements + STRETCH - 1) / STRETCH)
        .parallel()
        .forEach(
            stretch -> {
              int from = stretch * STRETCH;
              sum(packed, weights, reduced, from, Math.min(elements, from + STRETCH));
            });
    return reduced;
  }

  private static void sum(byte[][] packed, double[] weights, byte[] into, int from, int to) {
    double[] sum = new double[to - from];
    for (int replica = 0; replica < packed.length; replica++) {
      for (int i = from; i < to; i++) {
        sum[i - from] += weights[replica] * Packing.get(packed[replica], i);
      }
    }
    for (int i = from; i < to; i++) {
      Packing.set(into, i, (float) sum[i - from]);
    }
  }
}
