package io.espalier.data.generate;

import io.espalier.data.Extent;
import io.espalier.data.RawSequence;
import io.espalier.data.RawTarget;
import io.espalier.data.RowOrigin;
import io.espalier.data.StableHash;
import io.espalier.data.Task;
import io.espalier.data.Truth;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Random;

/**
 * Synthetic control charts of six classes in turn (Alcock and Manolopoulos 1999, Time-Series
 * Similarity Queries Employing a Feature-Based Approach): for step t of n, {@code y(t) = m + r s +
 * pattern(t)} with m = 30, s = 2 and r uniform in [-3, 3].
 *
 * <ul>
 *   <li>normal: 0
 *   <li>cyclic: a sin(2 pi t / T), a and T in [10, 15]
 *   <li>increasing, decreasing: g t and -g t, g in [0.2, 0.5]
 *   <li>upward-shift, downward-shift: x and -x from step t3 on, x in [7.5, 20], t3 in [n/3, 2n/3]
 * </ul>
 */
public record ControlCharts() implements Generator {
  private static final String[] CLASSES = {
    "normal", "cyclic", "increasing", "decreasing", "upward-shift", "downward-shift"
  };
  private static final double MEAN = 30;
  private static final double DEVIATION = 2;

  @Override
  public String name() {
    return "control-charts";
  }

  @Override
  public boolean serves(Task task) {
    return task.truth() == Truth.LABEL && task.extent() == Extent.WHOLE;
  }

  @Override
  public Content content() {
    return Content.NUMBERS;
  }

  @Override
  public OptionalInt width() {
    return OptionalInt.of(1);
  }

  @Override
  public boolean hasLength() {
    return true;
  }

  @Override
  public RawSequence generate(Wish wish, long index) {
    Random random = new Random(StableHash.of(wish.seed(), "control-chart", index));
    int length = wish.length();
    int kind = (int) (index % CLASSES.length);
    Pattern pattern = pattern(kind, length, random);
    double[] values = new double[length];
    for (int t = 0; t < length; t++) {
      double noise = between(random, -3, 3) * DEVIATION;
      values[t] = MEAN + noise + pattern.at(t + 1);
    }
    return RawSequence.ofValues(
        String.format(Locale.ROOT, "chart-%09d", index),
        new RowOrigin(name(), index + 1),
        values,
        1,
        RawTarget.label(CLASSES[kind]));
  }

  private interface Pattern {
    double at(int step);
  }

  private static Pattern pattern(int kind, int length, Random random) {
    switch (kind) {
      case 0:
        return step -> 0;
      case 1:
        double amplitude = between(random, 10, 15);
        double period = between(random, 10, 15);
        return step -> amplitude * StrictMath.sin(2 * Math.PI * step / period);
      case 2:
      case 3:
        double slope = between(random, 0.2, 0.5) * (kind == 2 ? 1 : -1);
        return step -> slope * step;
      default:
        double shift = between(random, 7.5, 20) * (kind == 4 ? 1 : -1);
        double start = between(random, length / 3.0, 2 * length / 3.0);
        return step -> step >= start ? shift : 0;
    }
  }

  private static double between(Random random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }
}
