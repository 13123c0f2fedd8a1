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
import java.util.stream.IntStream;

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
    return ranges(dense, current, units, units.living(alive), exclude);
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
    Mask living = units.living(alive);
    float[] means = means(units, scores.values());
    return new Groups(
        ranges(dense, current, units, living, exclude),
        means,
        living,
        living.without(best(units, living, means)),
        kept -> withoutUnits(units, alive, kept));
  }

  private static float[] means(HiddenUnits units, float[] scores) {
    double[] sums = new double[units.count()];
    int[] sizes = new int[units.count()];
    units.forEach(
        (unit, parameter) -> {
          sums[unit] += scores[parameter];
          sizes[unit]++;
        });
    float[] means = new float[sums.length];
    for (int unit = 0; unit < means.length; unit++) {
      means[unit] = (float) (sums[unit] / sizes[unit]) + 0f; // never -0.0, which is no tie of 0.0
    }
    return means;
  }

  /** The best living unit of each layer that has one. */
  private static int[] best(HiddenUnits units, Mask living, float[] means) {
    IntStream.Builder all = IntStream.builder();
    int first = 0;
    for (int layer : units.layers()) {
      int end = first + units.count(layer);
      IntStream.range(first, end)
          .filter(living::keeps)
          .reduce((best, unit) -> means[unit] >= means[best] ? unit : best)
          .ifPresent(all::add);
      first = end;
    }
    return all.build().toArray();
  }

  private static Mask withoutUnits(HiddenUnits units, Mask alive, Mask kept) {
    long[] left = alive.words();
    units.forEach(
        (unit, parameter) -> {
          if (!kept.keeps(unit)) {
            left[parameter >>> 6] &= ~(1L << parameter);
          }
        });
    return Mask.ofWords(left, alive.length());
  }
}
