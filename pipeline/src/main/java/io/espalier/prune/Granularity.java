package io.espalier.prune;

import io.espalier.importance.Criterion;
import io.espalier.importance.Scores;
import io.espalier.model.InputException;
import io.espalier.model.Mask;
import io.espalier.model.ParameterLayout;
import java.util.List;
import java.util.Set;

/** What is pruned as one: a partition of what can be pruned into groups. */
public sealed interface Granularity permits WeightGranularity, UnitGranularity {
  /** Each weight for itself; biases are never pruned. */
  static Granularity weight() {
    return new WeightGranularity();
  }

  /**
   * Hidden units with all their parameters, so that they can be removed for real. Every layer keeps
   * at least its best one.
   */
  static Granularity unit() {
    return new UnitGranularity();
  }

  /**
   * Refuses a criterion that says nothing about this granularity's groups.
   *
   * @param name the criterion's registered name
   * @throws InputException naming the criterion
   */
  void check(String name, Criterion criterion);

  /** Names by which parts of a network can be excluded or given a sparsity of their own. */
  List<String> names(ParameterLayout layout);

  /**
   * Where the groups of a network stand.
   *
   * @param dense layout of the network before anything was pruned
   * @param current layout of the network as it is now, the same layers with at most as many units
   * @param alive which parameters of the current network are not pruned
   * @param exclude names from {@link #names} that are left alone
   */
  List<GroupRange> ranges(
      ParameterLayout dense, ParameterLayout current, Mask alive, Set<String> exclude);

  /**
   * The groups of a network with their scores.
   *
   * @param scores importance of the current network's parameters
   */
  Groups groups(
      ParameterLayout dense,
      ParameterLayout current,
      Mask alive,
      Scores scores,
      Set<String> exclude);
}
