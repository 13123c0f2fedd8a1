package io.espalier.prune;

import io.espalier.importance.Scores;
import io.espalier.model.HiddenUnits.Members;
import io.espalier.model.Mask;
import java.util.function.Consumer;

/**
 * Which parameters make up groups of several.
 *
 * @param count number of groups
 * @param each tells of every parameter of every group
 */
record Membership(int count, Consumer<Members> each) {
  /** The groups that have a parameter which lives. */
  Mask living(Mask alive) {
    long[] living = new long[(count + 63) >>> 6];
    each.accept(
        (group, parameter) -> {
          if (alive.keeps(parameter)) {
            living[group >>> 6] |= 1L << group;
          }
        });
    return Mask.ofWords(living, count);
  }

  /** For each group, the mean of its parameters' scores. */
  float[] means(Scores scores) {
    double[] sums = new double[count];
    int[] sizes = new int[count];
    each.accept(
        (group, parameter) -> {
          sums[group] += scores.values()[parameter];
          sizes[group]++;
        });
    float[] means = new float[count];
    for (int group = 0; group < count; group++) {
      means[group] =
          (float) (sums[group] / sizes[group]) + 0f; // never -0.0, which is no tie of 0.0
    }
    return means;
  }

  /** The living parameters but those of groups that are not kept. */
  Mask without(Mask alive, Mask kept) {
    long[] left = alive.words();
    each.accept(
        (group, parameter) -> {
          if (!kept.keeps(group)) {
            left[parameter >>> 6] &= ~(1L << parameter);
          }
        });
    return Mask.ofWords(left, alive.length());
  }
}
