package io.espalier.importance;

import io.espalier.model.HiddenUnits;
import io.espalier.model.InputException;
import io.espalier.model.ParameterLayout;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Mean |h| of a hidden unit over the valid time steps seen.
 *
 * <p>Most parameters of a unit belong to another unit too: a recurrent weight leaves one and feeds
 * one. So the parameters that are a unit's alone (its biases among them) carry its score and all
 * others 0, in such measure that the mean over all parameters of the unit is exactly mean |h|. It
 * ranks units, and says nothing about single weights.
 */
public record UnitActivation() implements Criterion {
  @Override
  public String name() {
    return "activation";
  }

  @Override
  public Set<Evidence.Kind> needs() {
    return Set.of(Evidence.Kind.ACTIVATION_MAGNITUDE);
  }

  @Override
  public boolean ranksUnitsOnly() {
    return true;
  }

  @Override
  public Scores score(ParameterLayout layout, float[] parameters, Evidence evidence) {
    double[] sums = evidence.seen(Evidence.Kind.ACTIVATION_MAGNITUDE);
    HiddenUnits units = HiddenUnits.of(layout);
    byte[] owners = new byte[parameters.length];
    int[] sizes = new int[units.count()];
    units.forEach(
        (unit, parameter) -> {
          owners[parameter]++;
          sizes[unit]++;
        });
    int[] own = new int[units.count()];
    units.forEach((unit, parameter) -> own[unit] += owners[parameter] == 1 ? 1 : 0);
    refuseWithoutOwn(layout, units, own);
    float[] shares = new float[own.length];
    for (int unit = 0; unit < shares.length; unit++) {
      double mean = sums[unit] / evidence.steps();
      shares[unit] = (float) (mean * sizes[unit] / own[unit]);
    }
    float[] scores = new float[parameters.length];
    units.forEach(
        (unit, parameter) -> scores[parameter] = owners[parameter] == 1 ? shares[unit] : 0);
    return Scores.of(scores);
  }

  private static void refuseWithoutOwn(ParameterLayout layout, HiddenUnits units, int[] own) {
    int first = 0;
    for (int layer : units.layers()) {
      int end = first + units.count(layer);
      if (IntStream.range(first, end).anyMatch(unit -> own[unit] == 0)) {
        throw new InputException(
            "criterion activation needs biases, but layer %s has none; choose another criterion"
                .formatted(layout.layers().get(layer).name()));
      }
      first = end;
    }
  }
}
