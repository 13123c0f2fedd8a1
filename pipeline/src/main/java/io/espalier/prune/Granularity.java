package io.espalier.prune;

import io.espalier.importance.Criterion;
import io.espalier.model.InputException;
import io.espalier.model.Mask;
import io.espalier.model.ParameterLayout;
import java.util.List;
import java.util.Set;

/**
 * What is pruned as one: a partition of what can be pruned into groups, how the groups' scores come
 * from those of their parameters, and which of them go.
 */
public interface Granularity {
  /** Each weight for itself; biases are never pruned. */
  static Granularity weight() {
    return weight(Set.of());
  }

  /**
   * Each weight of these gates for itself.
   *
   * @param gates names from {@link io.espalier.model.LayerKind#gates}; all weights where empty
   */
  static Granularity weight(Set<String> gates) {
    return new WeightGranularity(new Matrices(gates));
  }

  /**
   * Blocks of neighbouring weights of a matrix, scored by their mean. They begin at the first row
   * and, for each gate anew, at its first column; those at the edges are smaller.
   *
   * @param rows inputs of a block, at least 1
   * @param columns outputs of a block, at least 1
   */
  static Granularity block(int rows, int columns, Set<String> gates) {
    return new BlockGranularity(rows, columns, new Matrices(gates));
  }

  /**
   * Each weight for itself, of which n of every m consecutive inputs of an output are kept.
   *
   * @param n from 1 to m - 1
   */
  static Granularity nOfM(int n, int m, Set<String> gates) {
    return new NOfMGranularity(new Choice.NOfM(n, m), new Matrices(gates));
  }

  /**
   * Hidden units with all their parameters, so that they can be removed for real. Every layer keeps
   * at least its best one.
   */
  static Granularity unit() {
    return unit(UnitScale.OWN);
  }

  /** The same with scores of units on this scale. */
  static Granularity unit(UnitScale scale) {
    return new UnitGranularity(scale);
  }

  /**
   * Features that the network reads, with their rows wherever they enter, so that they need not be
   * read any more. At least the best one stays.
   */
  static Granularity inputFeature() {
    return new InputFeatureGranularity();
  }

  /** What a group is, to a criterion that ranks nothing smaller. */
  default Criterion.Ranks ranks() {
    return Criterion.Ranks.WEIGHTS;
  }

  /**
   * Refuses a criterion that says nothing about this granularity's groups.
   *
   * @param name the criterion's registered name
   * @throws InputException naming the criterion
   */
  default void check(String name, Criterion criterion) {
    if (criterion.ranks() != Criterion.Ranks.WEIGHTS && criterion.ranks() != ranks()) {
      throw new InputException(
          "prune.criterion %s ranks %s only; set prune.granularity = %s or take another criterion"
              .formatted(
                  name,
                  criterion.ranks() == Criterion.Ranks.UNITS ? "hidden units" : "input features",
                  criterion.ranks() == Criterion.Ranks.UNITS ? "unit" : "input-feature"));
    }
  }

  /** Names by which parts of a network can be excluded or given a sparsity of their own. */
  List<String> names(ParameterLayout layout);

  /**
   * The groups of a network.
   *
   * @param dense layout of the network before anything was pruned; removable groups are counted in
   *     it, others in the current one
   * @param current layout of the network as it is now, the same layers with at most as many units
   * @param alive which parameters of the current network are not pruned
   * @param exclude names from {@link #names} that are left alone
   */
  Groups groups(ParameterLayout dense, ParameterLayout current, Mask alive, Set<String> exclude);

  /** Which groups go. */
  default Choice choice() {
    return new Choice.Lowest();
  }

  /** Whether groups that are pruned can be removed, so that the network becomes smaller. */
  default boolean removable() {
    return false;
  }
}
