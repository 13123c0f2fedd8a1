package io.espalier.data;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/** How many sequences there are of each length; mergeable, and exact. */
public final class LengthCounts implements Serializable {
  private final TreeMap<Integer, Long> counts = new TreeMap<>();

  /** Counts a sequence. */
  public void add(int steps) {
    counts.merge(steps, 1L, Long::sum);
  }

  /** Adds what another has counted. */
  public void merge(LengthCounts other) {
    other.counts.forEach((steps, count) -> counts.merge(steps, count, Long::sum));
  }

  public long sequences() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Steps of all sequences together. */
  public long steps() {
    return counts.entrySet().stream().mapToLong(e -> e.getKey() * e.getValue()).sum();
  }

  /**
   * Minimum, quartiles and maximum: the shortest length that at least that fraction of the
   * sequences do not exceed. Empty without sequences.
   */
  public List<Integer> quantiles() {
    return counts.isEmpty()
        ? List.of()
        : DoubleStream.of(0, 0.25, 0.5, 0.75, 1).mapToObj(this::quantile).toList();
  }

  private int quantile(double fraction) {
    long rank = Math.max(1, (long) Math.ceil(fraction * sequences()));
    long seen = 0;
    for (Map.Entry<Integer, Long> entry : counts.entrySet()) {
      seen += entry.getValue();
      if (seen >= rank) {
        return entry.getKey();
      }
    }
    return counts.lastKey();
  }
}
