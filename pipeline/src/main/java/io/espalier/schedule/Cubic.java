package io.espalier.schedule;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Much at first, little at the end: s_t = s·(1 − (1 − t/n)³) at level t of n (Zhu & Gupta 2017,
 * arXiv 1710.01878, from dense).
 */
public record Cubic() implements Schedule {
  @Override
  public String name() {
    return "cubic";
  }

  @Override
  public List<Level> levels(int count, double sparsity) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(t -> new Level(t, sparsity * part(t, count)))
        .toList();
  }

  private static double part(int t, int count) {
    double left = 1 - (double) t / count;
    return 1 - left * left * left;
  }
}
