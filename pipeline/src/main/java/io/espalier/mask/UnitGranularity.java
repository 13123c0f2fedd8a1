package io.espalier.mask;

import io.espalier.importance.Criterion;
import io.espalier.importance.Scores;
import io.espalier.model.HiddenUnits;
import io.espalier.model.LayerShape;
import io.espalier.model.ParameterLayout;
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
  public Groups groups(
      ParameterLayout dense,
      ParameterLayout current,
      Mask alive,
      Scores scores,
      Set<String> exclude) {
    HiddenUnits units = HiddenUnits.of(current);
    float[] means = new float[units.count()];
    long[] living = new long[(means.length + 63) >>> 6];
    long[] candidates = new long[living.length];
    List<GroupRange> ranges = new ArrayList<>();
    int first = 0;
    for (int layer : units.layers()) {
      int best = -1;
      for (int unit = 0; unit < units.count(layer); unit++) {
        int group = first + unit;
        int[] members = units.parameters(layer, unit);
        means[group] = mean(scores.values(), members);
        if (Arrays.stream(members).anyMatch(alive::keeps)) {
          living[group >>> 6] |= 1L << group;
          candidates[group >>> 6] |= 1L << group;
          best = best < 0 || means[group] >= means[best] ? group : best;
        }
      }
      if (best >= 0) {
        candidates[best >>> 6] &= ~(1L << best);
      }
      LayerShape shape = current.layers().get(layer);
      Slice slice = new Slice(first, first + shape.units());
      first = slice.to();
      if (!exclude.contains(shape.name())) {
        int there = Mask.ofWords(living, means.length).kept(slice.from(), slice.to());
        int before = dense.layers().get(layer).units();
        String name = shape.name();
        ranges.add(new GroupRange(name, name, slice, before, before - there, 1));
      }
    }
    return new Groups(
        ranges,
        means,
        Mask.ofWords(living, means.length),
        Mask.ofWords(candidates, means.length),
        kept -> withoutUnits(units, alive, kept));
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
