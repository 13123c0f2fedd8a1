package io.espalier.prune;

import java.util.List;

/** All ranges in one share. */
record GlobalBudget() implements Budget {
  @Override
  public List<Share> divide(List<GroupRange> ranges, double sparsity, double finalSparsity) {
    return List.of(new Share(ranges, target(ranges, sparsity)));
  }

  /** round(s·n) over the dense groups of the ranges. */
  static int target(List<GroupRange> ranges, double sparsity) {
    long dense = ranges.stream().mapToLong(GroupRange::dense).sum();
    return Math.toIntExact(Math.round(sparsity * dense));
  }
}
