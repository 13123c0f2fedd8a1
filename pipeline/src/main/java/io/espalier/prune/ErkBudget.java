package io.espalier.prune;

import java.util.List;

/**
 * Each matrix a density in proportion to (inputs + outputs) / (inputs · outputs), so that small
 * ones stay denser (Mocanu et al. 2018, arXiv 1707.04780; Evci et al. 2020, arXiv 1911.11134). A
 * density above 1 becomes 1, and the others are found again, until round(s·n) go in all. The gates
 * of a recurrent layer are outputs of one matrix.
 */
record ErkBudget() implements Budget {
  @Override
  public List<Share> divide(List<GroupRange> ranges, double sparsity, double finalSparsity) {
    double[] densities = densities(ranges, sparsity);
    double[] wanted = new double[densities.length];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = (1 - densities[i]) * ranges.get(i).dense();
    }
    return Apportionment.of(ranges, wanted, GlobalBudget.target(ranges, sparsity));
  }

  /** The density of each range. */
  static double[] densities(List<GroupRange> ranges, double sparsity) {
    double left = (1 - sparsity) * ranges.stream().mapToLong(GroupRange::dense).sum();
    double[] raw = ranges.stream().map(GroupRange::part).mapToDouble(ErkBudget::raw).toArray();
    double[] densities = new double[raw.length];
    boolean[] full = new boolean[raw.length];
    boolean clamped = true;
    while (clamped) {
      double free = left;
      double weight = 0;
      for (int i = 0; i < raw.length; i++) {
        free -= full[i] ? ranges.get(i).dense() : 0;
        weight += full[i] ? 0 : raw[i] * ranges.get(i).dense();
      }
      clamped = false;
      for (int i = 0; i < raw.length; i++) {
        densities[i] = full[i] ? 1 : raw[i] * free / weight;
        if (densities[i] > 1) {
          full[i] = true;
          clamped = true;
        }
      }
    }
    return densities;
  }

  private static double raw(GroupRange.Part part) {
    return (part.inputs() + part.outputs()) / ((double) part.inputs() * part.outputs());
  }
}
