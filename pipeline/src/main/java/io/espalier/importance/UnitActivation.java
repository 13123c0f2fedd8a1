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
  public Set<Probe> needs() {
    return Set.of(Probe.ACTIVATION_MAGNITUDE);
  }

  @Override
  public Ranks ranks() {
    return Ranks.UNITS;
  }

  @Override
  public void check(ParameterLayout layout) {
    HiddenUnits units = HiddenUnits.of(layout);
    int[] own = new Members(units, layout.length()).own;
    int first = 0;
    for (int layer : units.layers()) {
      int end = first + units.count(layer);
      if (IntStream.range(first, end).anyMatch(unit -> own[unit] == 0)) {
        throw new InputException(
            "prune.criterion activation needs biases, but layer %s has none; choose another criterion"
                .formatted(layout.layers().get(layer).name()));
      }
      first = end;
    }
  }

  @Override
  public Scores score(ParameterLayout layout, float[] parameters, Evidence evidence) {
    Evidence.Sums sums = evidence.sums(Probe.ACTIVATION_MAGNITUDE);
    HiddenUnits units = HiddenUnits.of(layout);
    Members members = new Members(units, parameters.length);
    float[] shares = new float[units.count()];
    for (int unit = 0; unit < shares.length; unit++) {
      double mean = sums.at(unit) / evidence.steps();
      shares[unit] = (float) (mean * members.all[unit] / members.own[unit]);
    }
    float[] scores = new float[parameters.length];
    units.forEach(
        (unit, parameter) -> scores[parameter] = members.owners[parameter] == 1 ? shares[unit] : 0);
    return Scores.of(scores);
  }

  /** How many parameters each unit has, and how many of them are its alone. */
  private static final class Members {
    private final byte[] owners;
    private final int[] all;
    private final int[] own;

    Members(HiddenUnits units, int parameters) {
      owners = new byte[parameters];
      all = new int[units.count()];
      own = new int[units.count()];
      units.forEach(
          (unit, parameter) -> {
            owners[parameter]++;
            all[unit]++;
          });
      units.forEach((unit, parameter) -> own[unit] += owners[parameter] == 1 ? 1 : 0);
    }
  }
}
