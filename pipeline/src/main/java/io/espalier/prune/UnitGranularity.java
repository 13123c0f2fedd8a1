package io.espalier.prune;

import io.espalier.importance.Criterion;
import io.espalier.importance.Scores;
import io.espalier.model.HiddenUnits;
import io.espalier.model.Mask;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Hidden units with all their parameters, in the order of {@link HiddenUnits}. A unit's score is
 * the mean over its parameters, which makes units of different layers comparable. The best living
 * unit of each layer, the last one where several are equal, is no candidate.
 */
record UnitGranularity() implements Granularity {
  @Override
  public void check(String name, Criterion criterion) {
    // Every criterion gives a unit's parameters scores to average.
  }

  @Override
  public List<String> names(ParameterLayout layout) {
    return Arrays.stream(HiddenUnits.of(layout).layers())
        .mapToObj(layer -> layout.layers().get(layer).name())
        .toList();
  }

  @Override
  public List<GroupRange> ranges(
      ParameterLayout dense, ParameterLayout current, Mask alive, Set<String> exclude) {
    HiddenUnits units = HiddenUnits.of(current);
    return ranges(dense, current, units, living(units, alive), exclude);
  }

  private static List<GroupRange> ranges(
      ParameterLayout dense,
      ParameterLayout current,
      HiddenUnits units,
      Mask living,
      Set<String> exclude) {
    List<GroupRange> ranges = new ArrayList<>();
    int first = 0;
    for (int layer : units.layers()) {
      Slice slice = new Slice(first, first + units.count(layer));
      first = slice.to();
      String name = current.layers().get(layer).name();
      if (!exclude.contains(name)) {
        int before = dense.layers().get(layer).units();
        int gone = before - living.kept(slice.from(), slice.to());
        ranges.add(new GroupRange(name, name, slice, before, gone, 1));
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
    HiddenUnits units = HiddenUnits.of(current);
    Mask living = living(units, alive);
    float[] means = new float[units.count()];
    List<Integer> spared = new ArrayList<>();
    int group = 0;
    for (int layer : units.layers()) {
      int best = -1;
      for (int unit = 0; unit < units.count(layer); unit++, group++) {
        means[group] = mean(scores.values(), units.parameters(layer, unit));
        if (living.keeps(group)) {
          best = best < 0 || means[group] >= means[best] ? group : best;
        }
      }
      if (best >= 0) {
        spared.add(best);
      }
    }
    return new Groups(
        ranges(dense, current, units, living, exclude),
        means,
        living,
        living.without(spared.stream().mapToInt(best -> best).toArray()),
        kept -> withoutUnits(units, alive, kept));
  }

  /** The units that have a parameter which is not pruned. */
  private static Mask living(HiddenUnits units, Mask alive) {
    long[] living = new long[(units.count() + 63) >>> 6];
    int group = 0;
    for (int layer : units.layers()) {
      for (int unit = 0; unit < units.count(layer); unit++, group++) {
        if (Arrays.stream(units.parameters(layer, unit)).anyMatch(alive::keeps)) {
          living[group >>> 6] |= 1L << group;
        }
      }
    }
    return Mask.ofWords(living, units.count());
  }

  private static float mean(float[] scores, int[] members) {
    double sum = 0;
    for (int member : members) {
      sum += scores[member];
    }
    return (float) (sum / members.length);
  }

  private static Mask withoutUnits(HiddenUnits units, Mask alive, Mask kept) {
    List<int[]> pruned = new ArrayList<>();
    int group = 0;
    for (int layer : units.layers()) {
      for (int unit = 0; unit < units.count(layer); unit++) {
        if (!kept.keeps(group++)) {
          pruned.add(units.parameters(layer, unit));
        }
      }
    }
    return alive.without(pruned.stream().flatMapToInt(Arrays::stream).toArray());
  }
}
