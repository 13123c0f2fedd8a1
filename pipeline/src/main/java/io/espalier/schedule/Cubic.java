package io.espalier.schedule;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Much at first, little at the end: s_t = s·(1 − (1 − t/n)³) at level t of n (Zhu & Gupta 2017,
 * arXiv 1710.01878, from dense).
 */
record Cubic(int count, double sparsity) implements Schedule {
  @Override
  public List<Level> levels() {
    return IntStream.rangeClosed(1, count).mapToObj(t -> new Level(t, at(t))).toList();
  }

  private double at(int t) {
    double left = 1 - (double) t / count;
    return sparsity * (1 - left * left * left);
  }
}
