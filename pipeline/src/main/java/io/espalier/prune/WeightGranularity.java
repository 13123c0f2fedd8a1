package io.espalier.prune;

import io.espalier.importance.Scores;
import io.espalier.model.Mask;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Slice;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Each weight for itself. Group i is parameter i; biases belong to no range. */
record WeightGranularity(Matrices matrices) implements Granularity {
  @Override
  public List<String> names(ParameterLayout layout) {
    return matrices.names(layout);
  }

  @Override
  public Groups groups(
      ParameterLayout dense, ParameterLayout current, Mask alive, Set<String> exclude) {
    List<GroupRange> ranges =
        matrices.of(current, exclude).stream().map(columns -> range(columns, alive)).toList();
    return new Groups(ranges, alive, Scores::values, UnaryOperator.identity());
  }

  /** The weights of some columns. */
  static GroupRange range(Matrices.Columns columns, Mask alive) {
    Slice slice = new Slice(columns.first(), columns.first() + columns.length());
    int gone = slice.length() - alive.kept(slice.from(), slice.to());
    return new GroupRange(columns.part(), slice, slice.length(), gone, 0);
  }
}
