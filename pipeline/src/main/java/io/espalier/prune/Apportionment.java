package io.espalier.prune;

import io.espalier.prune.Budget.Share;
import java.util.ArrayList;
import java.util.List;

/**
 * Each range its own share of an exact total: the whole part of what it is to lose, and the rest
 * goes one by one to the share furthest below it, the first among equals.
 */
final class Apportionment {
  private final List<GroupRange> ranges;
  private final double[] wanted;
  private final int[] counts;

  private Apportionment(List<GroupRange> ranges, double[] wanted) {
    this.ranges = ranges;
    this.wanted = wanted;
    this.counts = new int[ranges.size()];
  }

  /**
   * Shares that add up to a total.
   *
   * @param wanted groups that each range is to lose, not always whole
   */
  static List<Share> of(List<GroupRange> ranges, double[] wanted, int total) {
    return new Apportionment(ranges, wanted).shares(total);
  }

  private List<Share> shares(int total) {
    int left = total;
    for (int i = 0; i < counts.length; i++) {
      int whole = (int) Math.floor(wanted[i]);
      counts[i] = Math.max(ranges.get(i).gone(), Math.min(whole, ranges.get(i).most()));
      left -= counts[i];
    }
    while (left != 0) {
      int step = Integer.signum(left);
      int next = next(step);
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

  /** The share furthest from what it wants that can still move by a step, or -1. */
  private int next(int step) {
    int next = -1;
    double furthest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < counts.length; i++) {
      GroupRange range = ranges.get(i);
      boolean movable = step > 0 ? counts[i] < range.most() : counts[i] > range.gone();
      double distance = step * (wanted[i] - counts[i]);
      if (movable && distance > furthest) {
        furthest = distance;
        next = i;
      }
    }
    return next;
  }
}
