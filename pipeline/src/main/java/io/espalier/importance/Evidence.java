package io.espalier.importance;

import io.espalier.model.ParameterLayout;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Sums over calibration data from which criteria compute importance, of each half of the data
 * alone, so that one can see how far the ranking would move with other data.
 */
public final class Evidence {
  private final EvidenceShape shape;
  private final List<float[]> halves;
  private final long steps;

  private Evidence(EvidenceShape shape, List<float[]> halves, long steps) {
    this.shape = shape;
    this.halves = halves;
    this.steps = steps;
  }

  /**
   * What was summed; numbers are shared.
   *
   * @param halves sums over each half of the data, in the order of the shape
   * @param steps valid time steps of all the data
   */
  public static Evidence of(EvidenceShape shape, List<float[]> halves, long steps) {
    for (float[] half : halves) {
      if (half.length != shape.length()) {
        throw new IllegalArgumentException(
            "%d numbers of evidence instead of %d".formatted(half.length, shape.length()));
      }
    }
    return new Evidence(shape, List.copyOf(halves), steps);
  }

  /** No data and nothing to sum. */
  public static Evidence none(ParameterLayout layout) {
    return new Evidence(EvidenceShape.of(Set.of(), layout), List.of(), 0);
  }

  /** What each half of the data says alone. */
  public List<Evidence> halves() {
    return IntStream.range(0, halves.size())
        .mapToObj(i -> new Evidence(shape, List.of(halves.get(i)), Math.max(1, steps / 2)))
        .toList();
  }

  /** Numbers that were summed over all the data. */
  public interface Sums {
    double at(int position);
  }

  /**
   * The sums of one probe.
   *
   * @throws IllegalArgumentException if the probe was not summed, or no data was seen
   */
  public Sums sums(Probe probe) {
    int start = shape.start(probe);
    if (steps == 0) {
      throw new IllegalArgumentException("no calibration data has been seen for " + probe);
    }
    return position -> {
      double sum = 0;
      for (float[] half : halves) {
        sum += half[start + position];
      }
      return sum;
    };
  }

  /** Valid time steps seen. */
  public long steps() {
    return steps;
  }
}
