package io.espalier.prune;

import java.util.Arrays;
import java.util.List;

/**
 * By how much the loss rises when a part alone is pruned, over halvings of what is left of it:
 * linear between what was measured, and never falling.
 */
public final class LossCurve {
  /** Rises more than this, or without an end, are not told apart. */
  private static final double MOST = 1e30;

  /** The share of the largest rise by which every halving rises, so that no stretch is flat. */
  private static final double SLOPE = 1e-4;

  private final double[] halvings;
  private final double[] rises;

  private LossCurve(double[] halvings, double[] rises) {
    this.halvings = halvings;
    this.rises = rises;
  }

  /**
   * The curve of a part.
   *
   * @param sparsities ascending, in (0, 1)
   * @param losses at each of them
   * @param dense the loss without any pruning
   */
  public static LossCurve of(List<Double> sparsities, List<Double> losses, double dense) {
    int points = sparsities.size() + 1;
    double[] halvings = new double[points];
    double[] rises = new double[points];
    for (int i = 1; i < points; i++) {
      double rise = losses.get(i - 1) - dense;
      halvings[i] = -Math.log(1 - sparsities.get(i - 1)) / Math.log(2);
      rises[i] = Math.max(rises[i - 1], rise <= MOST ? rise : MOST);
    }
    double finite = Arrays.stream(rises).filter(rise -> rise < MOST).max().orElse(0);
    double slope = SLOPE * finite + 1e-12;
    for (int i = 1; i < points; i++) {
      rises[i] += slope * halvings[i];
    }
    return new LossCurve(halvings, rises);
  }

  /** The largest sparsity at which the loss has risen by no more than this. */
  double sparsity(double rise) {
    int end = 1;
    while (end < rises.length - 1 && rises[end] < rise) {
      end++;
    }
    double share = (rise - rises[end - 1]) / (rises[end] - rises[end - 1]);
    double at = halvings[end - 1] + share * (halvings[end] - halvings[end - 1]);
    return 1 - Math.pow(2, -at);
  }
}
