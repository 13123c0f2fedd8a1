package io.espalier.prune;

import io.espalier.importance.Scores;
import io.espalier.model.Mask;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Role;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Each weight for itself, n of every m consecutive inputs of an output being kept. Group i is
 * parameter i. Peepholes, each of which reads one unit only, are in no range.
 */
record NOfMGranularity(Choice.NOfM choice, Matrices matrices) implements Granularity {
  @Override
  public List<String> names(ParameterLayout layout) {
    return matrices.names(layout);
  }

  @Override
  public Groups groups(
      ParameterLayout dense, ParameterLayout current, Mask alive, Set<String> exclude) {
    List<GroupRange> ranges =
        matrices.of(current, exclude).stream()
            .filter(columns -> columns.block().role() != Role.PEEPHOLE)
            .map(columns -> WeightGranularity.range(columns, alive))
            .toList();
    return new Groups(ranges, alive, Scores::values, UnaryOperator.identity());
  }
}
