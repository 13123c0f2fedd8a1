package io.espalier.cluster.reduce;

import io.espalier.cluster.reduce.ReplicaResult.Facts;
import io.espalier.cluster.spark.PackedFloats;
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
   * @param packed numbers of a replica, or a slice of them
   * @param facts what the replica did
   */
  record Part(PackedFloats packed, Facts facts) {
    private long examples() {
      return facts.work().examples();
    }
  }

  /**
   * The replicas' packed numbers as one; replicas that had no examples count for nothing.
   *
   * @param parts one of each replica, in any order
   */
  static byte[] reduce(List<Part> parts, Averages averages) {
    List<Part> working =
        parts.stream()
            .filter(part -> part.examples() > 0)
            .sorted(Comparator.comparingInt(part -> part.facts().replica()))
            .toList();
    if (working.size() == 1) {
      return working.get(0).packed().bytes();
    }
    long total = working.stream().mapToLong(Part::examples).sum();
    List<PackedFloats> packed = working.stream().map(Part::packed).toList();
    double[] weights =
        working.stream().mapToDouble(part -> averages.weight(part.examples(), total)).toArray();
    int elements = packed.get(0).length();
    byte[] reduced = new byte[Float.BYTES * elements];
    IntStream.range(0, (elements + STRETCH - 1) / STRETCH)
        .parallel()
        .forEach(
            stretch -> {
              int from = stretch * STRETCH;
              sum(packed, weights, reduced, from, Math.min(elements, from + STRETCH));
            });
    return reduced;
  }

  private static void sum(
      List<PackedFloats> packed, double[] weights, byte[] into, int from, int to) {
    double[] sum = new double[to - from];
    float[] numbers = new float[to - from];
    for (int replica = 0; replica < weights.length; replica++) {
      packed.get(replica).read(from, numbers);
      double weight = weights[replica];
      for (int i = 0; i < sum.length; i++) {
        sum[i] += weight * numbers[i];
      }
    }
    for (int i = 0; i < sum.length; i++) {
      PackedFloats.set(into, from + i, (float) sum[i]);
    }
  }
}
