package io.espalier.prune;

import io.espalier.importance.Criterion;
import io.espalier.model.HiddenUnits;
import io.espalier.model.LayerShape;
import io.espalier.model.Mask;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Slice;
import io.espalier.prune.GroupRange.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Hidden units with all their parameters, in the order of {@link HiddenUnits}. A unit's score is
 * the mean over its parameters, on a scale. Each layer keeps its best living unit, the last one
 * where several are equal.
 */
record UnitGranularity(UnitScale scale) implements Granularity {
  @Override
  public Criterion.Ranks ranks() {
    return Criterion.Ranks.UNITS;
  }

  @Override
  public List<String> names(ParameterLayout layout) {
    return Arrays.stream(HiddenUnits.of(layout).layers())
        .mapToObj(layer -> layout.layers().get(layer).name())
        .toList();
  }

  @Override
  public Groups groups(
      ParameterLayout dense, ParameterLayout current, Mask alive, Set<String> exclude) {
    HiddenUnits units = HiddenUnits.of(current);
    Membership membership = new Membership(units.count(), units::forEach);
    Mask living = membership.living(alive);
    List<GroupRange> ranges = new ArrayList<>();
    int first = 0;
    for (int layer : units.layers()) {
      Slice slice = new Slice(first, first + units.count(layer));
      first = slice.to();
      LayerShape shape = current.layers().get(layer);
      if (!exclude.contains(shape.name())) {
        Part part = new Part(shape.name(), shape.name(), shape.inputs(), shape.units());
        int before = dense.layers().get(layer).units();
        int gone = before - living.kept(slice.from(), slice.to());
        ranges.add(new GroupRange(part, slice, before, gone, 1));
      }
    }
    return new Groups(
        ranges,
        living,
        scores -> scale.of(ranges, living, membership.means(scores)),
        kept -> membership.without(alive, kept));
  }

  @Override
  public boolean removable() {
    return true;
  }
}
