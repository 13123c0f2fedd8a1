package io.espalier.prune;

import java.util.List;
import java.util.Map;

/**
 * Each range as sparse as it can be alone for one and the same rise of the loss, which is found so
 * that round(s·n) go in all (after the sensitivity analysis of Li et al. 2017, arXiv 1608.08710,
 * and the thresholds of Han et al. 2015, arXiv 1506.02626, which follow it layer by layer).
 *
 * @param curves by name of the range
 */
record SensitivityBudget(Map<String, LossCurve> curves) implements Budget {
  private static final int STEPS = 200;

  SensitivityBudget {
    curves = Map.copyOf(curves);
  }

  @Override
  public List<Share> divide(List<GroupRange> ranges, double sparsity, double finalSparsity) {
    int target = GlobalBudget.target(ranges, sparsity);
    double low = 0;
    double high = 1e-9;
    while (sum(wanted(ranges, high)) < target && high < 1e31) {
      high *= 2;
    }
    for (int step = 0; step < STEPS; step++) {
      double middle = (low + high) / 2;
      if (sum(wanted(ranges, middle)) < target) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Apportionment.of(ranges, wanted(ranges, low), target);
  }

  private double[] wanted(List<GroupRange> ranges, double rise) {
    return ranges.stream()
        .mapToDouble(
            range ->
                Math.min(range.most(), curves.get(range.name()).sparsity(rise) * range.dense()))
        .toArray();
  }

  private static double sum(double[] wanted) {
    double sum = 0;
    for (double one : wanted) {
      sum += one;
    }
    return sum;
  }
}
