package io.espalier.schedule;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The same fraction of what is left at every level: density d^(t/n) at level t of n, d the final
 * density (Frankle & Carbin 2019, arXiv 1803.03635).
 */
public record Iterative() implements Schedule {
  @Override
  public String name() {
    return "iterative";
  }

  @Override
  public List<Level> levels(int count, double sparsity) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(t -> new Level(t, at(t, count, sparsity)))
        .toList();
  }

  private static double at(int t, int count, double sparsity) {
    return t == count ? sparsity : 1 - Math.pow(1 - sparsity, (double) t / count);
  }
}
