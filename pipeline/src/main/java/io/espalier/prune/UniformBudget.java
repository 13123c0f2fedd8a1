package io.espalier.prune;

import java.util.List;

/** Each range its own share, s·n of it, and round(s·n) of all together. */
record UniformBudget() implements Budget {
  @Override
  public List<Share> divide(List<GroupRange> ranges, double sparsity, double finalSparsity) {
    double[] wanted = ranges.stream().mapToDouble(range -> sparsity * range.dense()).toArray();
    return Apportionment.of(ranges, wanted, GlobalBudget.target(ranges, sparsity));
  }
}
