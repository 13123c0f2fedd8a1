package io.espalier.prune;

import io.espalier.importance.Criterion;
import io.espalier.importance.Scores;
import io.espalier.model.InputException;
import io.espalier.model.Mask;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Each weight for itself. Group i is parameter i; biases belong to no range. */
record WeightGranularity() implements Granularity {
  @Override
  public void check(String name, Criterion criterion) {
    if (criterion.ranks() == Criterion.Ranks.UNITS) {
      throw new InputException(
          "prune.criterion %s ranks hidden units only; set prune.granularity = unit or take another criterion"
              .formatted(name));
    }
  }

  @Override
  public List<String> names(ParameterLayout layout) {
    return layout.blocks().stream()
        .filter(block -> block.role().isPrunable())
        .flatMap(block -> Stream.of(layer(layout, block), block.name()))
        .distinct()
        .toList();
  }

  @Override
  public List<GroupRange> ranges(
      ParameterLayout dense, ParameterLayout current, Mask alive, Set<String> exclude) {
    if (!current.equals(dense)) {
      throw new IllegalArgumentException(
          "pruning single weights keeps the layout, but it changed from %s to %s"
              .formatted(dense, current));
    }
    List<GroupRange> ranges = new ArrayList<>();
    for (ParameterBlock block : current.blocks()) {
      String layer = layer(current, block);
      if (block.role().isPrunable()
          && !exclude.contains(layer)
          && !exclude.contains(block.name())) {
        int gone = block.length() - alive.kept(block.offset(), block.end());
        Slice slice = new Slice(block.offset(), block.end());
        ranges.add(new GroupRange(layer, block.name(), slice, block.length(), gone, 0));
      }
    }
    return ranges;
  }

  @Override
  public Groups groups(
      ParameterLayout dense,
      ParameterLayout current,
      Mask alive,
      Scores scores,
      Set<String> exclude) {
    return new Groups(
        ranges(dense, current, alive, exclude),
        scores.values(),
        alive,
        alive,
        UnaryOperator.identity());
  }

  private static String layer(ParameterLayout layout, ParameterBlock block) {
    return layout.layers().get(block.layer()).name();
  }
}
