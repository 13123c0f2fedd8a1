package io.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.model.Clipping;
import io.espalier.model.Network;
import io.espalier.model.Optimiser;
import io.espalier.model.ParameterBlock;
import io.espalier.model.RateSchedule;
import io.espalier.model.Training.Rules;
import io.espalier.model.UpdateRule;
import java.util.List;

/** What tests of networks share. */
public final class Networks {
  private static final Optimiser ADAM =
      new Optimiser(
          UpdateRule.of(UpdateRule.Kind.ADAM, 0.9, 0.999, 1e-8),
          new RateSchedule.Fixed(0.01),
          List.of());

  /** Adam, without penalties and clipping. */
  public static final Rules RULES = new Rules(ADAM, ADAM, Clipping.NONE);

  private Networks() {}

  /**
   * Fails unless each block's largest difference is at most a share of its largest number, or of a
   * hundredth of the largest of all, below which what cancels out is lost.
   */
  public static void assertClose(Network network, float[] actual, float[] expected, double share) {
    double floor = largest(expected, 0, expected.length) / 100;
    for (ParameterBlock block : network.layout().blocks()) {
      double most = share * Math.max(floor, largest(expected, block.offset(), block.end()));
      for (int i = block.offset(); i < block.end(); i++) {
        assertThat((double) actual[i])
            .as("%s of %s", block.name(), network)
            .isCloseTo(expected[i], within(most));
      }
    }
  }

  private static double largest(float[] values, int from, int to) {
    double largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    return largest;
  }
}
