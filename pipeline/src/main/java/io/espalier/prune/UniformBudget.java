package io.espalier.prune;

import java.util.ArrayList;
import java.util.List;

/**
 * Each range its own share. The shares add up to round(s·n) exactly: each gets the whole part of
 * its own s·n, and the rest goes one by one to the share furthest below it, the first among equals.
 */
record UniformBudget() implements Budget {
  @Override
  public List<Share> divide(List<GroupRange> ranges, double sparsity, double finalSparsity) {
    int[] counts = new int[ranges.size()];
    int left = GlobalBudget.target(ranges, sparsity);
    for (int i = 0; i < counts.length; i++) {
      GroupRange range = ranges.get(i);
      int whole = (int) Math.floor(sparsity * range.dense());
      counts[i] = Math.max(range.gone(), Math.min(whole, range.most()));
      left -= counts[i];
    }
    while (left != 0) {
      int step = Integer.signum(left);
      int next = next(ranges, counts, sparsity, step);
      if (next < 0) {
        break;
      }
      counts[next] += step;
      left -= step;
    }
    List<Share> shares = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      // What could not be placed makes the first share too large, so that it is refused.
      shares.add(new Share(List.of(ranges.get(i)), counts[i] + (i == 0 ? left : 0)));
    }
    return shares;
  }

  /** The share furthest from its own s·n that can still move by a step, or -1. */
  private static int next(List<GroupRange> ranges, int[] counts, double sparsity, int step) {
    int next = -1;
    double furthest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < counts.length; i++) {
      GroupRange range = ranges.get(i);
      boolean movable = step > 0 ? counts[i] < range.most() : counts[i] > range.gone();
      double distance = step * (sparsity * range.dense() - counts[i]);
      if (movable && distance > furthest) {
        furthest = distance;
        next = i;
      }
    }
    return next;
  }
}
