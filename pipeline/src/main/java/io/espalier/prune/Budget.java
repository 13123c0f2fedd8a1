package io.espalier.prune;

import io.espalier.model.Slice;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Scope: within which parts of a network the least important groups are looked for. */
public interface Budget {
  /** One comparison over the whole network. */
  static Budget global() {
    return new GlobalBudget();
  }

  /** The same sparsity in every matrix, or in every layer of units. */
  static Budget uniform() {
    return new UniformBudget();
  }

  /** In every matrix a density that is the higher, the smaller it is. */
  static Budget erk() {
    return new ErkBudget();
  }

  /**
   * In every matrix, or layer of units, the sparsity at which the loss rises by as much as in every
   * other.
   *
   * @param curves of all of them, by name
   */
  static Budget sensitivity(Map<String, LossCurve> curves) {
    return new SensitivityBudget(curves);
  }

  /**
   * A sparsity of its own for each named layer or matrix; what is not named is not pruned. A
   * matrix's own sparsity goes before its layer's.
   *
   * @param sparsities at the last level, each in [0, 1)
   */
  static Budget perLayer(Map<String, Double> sparsities) {
    return new PerLayerBudget(sparsities);
  }

  /** Names of layers or matrices this budget speaks of. */
  default Set<String> names() {
    return Set.of();
  }

  /**
   * Divides ranges into shares with exact counts.
   *
   * @param ranges all eligible ranges
   * @param sparsity of this level, in [0, 1)
   * @param finalSparsity of the last level, at least {@code sparsity}
   */
  List<Share> divide(List<GroupRange> ranges, double sparsity, double finalSparsity);

  /**
   * Ranges within which the least important groups go.
   *
   * @param ranges ascending
   * @param prune how many of their dense groups are pruned in the end, those already gone included
   */
  record Share(List<GroupRange> ranges, int prune) {
    /** Groups of the ranges that are gone already. */
    int gone() {
      return ranges.stream().mapToInt(GroupRange::gone).sum();
    }

    /** Where the groups stand, range by range. */
    List<Slice> slices() {
      return ranges.stream().map(GroupRange::slice).toList();
    }
  }
}
