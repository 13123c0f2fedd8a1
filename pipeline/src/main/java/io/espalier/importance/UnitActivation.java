package io.espalier.importance;

import io.espalier.model.HiddenUnits;
import io.espalier.model.InputException;
import io.espalier.model.ParameterLayout;
import java.util.Set;

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
    byte[] owners = owners(layout, units);
    float[] scores = new float[parameters.length];
    int position = 0;
    for (int layer : units.layers()) {
      for (int unit = 0; unit < units.count(layer); unit++) {
        int[] members = units.parameters(layer, unit);
        int own = 0;
        for (int member : members) {
          own += owners[member] == 1 ? 1 : 0;
        }
        if (own == 0) {
          throw new InputException(
              "criterion activation needs biases, but layer %s has none; choose another criterion"
                  .formatted(layout.layers().get(layer).name()));
        }
        double mean = sums[position++] / evidence.steps();
        float share = (float) (mean * members.length / own);
        for (int member : members) {
          if (owners[member] == 1) {
            scores[member] = share;
          }
        }
      }
    }
    return Scores.of(scores);
  }

  /** How many units each parameter belongs to. */
  private static byte[] owners(ParameterLayout layout, HiddenUnits units) {
    byte[] owners = new byte[layout.length()];
    for (int layer : units.layers()) {
      for (int unit = 0; unit < units.count(layer); unit++) {
        for (int member : units.parameters(layer, unit)) {
          owners[member]++;
        }
      }
    }
    return owners;
  }
}
