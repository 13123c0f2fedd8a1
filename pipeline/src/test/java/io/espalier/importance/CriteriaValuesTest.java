package io.espalier.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.model.ExampleLayouts;
import io.espalier.model.HiddenUnits;
import io.espalier.model.LayerKind;
import io.espalier.model.LayerShape;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Role;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The numbers of each criterion, worked out by hand. */
class CriteriaValuesTest {
  private static final ParameterLayout TWO =
      ParameterLayout.chain(
          List.of(new LayerShape("output", LayerKind.OUTPUT, 1, 2, 1)),
          List.of(new ParameterBlock("output.W", 0, Role.DENSE_WEIGHT, 1, 2, 0)));
  private static final float[] WEIGHTS = {-2f, 0.5f};
  private static final Evidence EVIDENCE =
      Evidence.empty(EnumSet.allOf(Evidence.Kind.class), 2, 0)
          .plus(new float[] {3f, -1f}, new double[0], 4)
          .plus(new float[] {-1f, -2f}, new double[0], 4);

  @Test
  void scoresFollowTheirFormulas() {
    assertThat(scores("magnitude-l1")).containsExactly(2f, 0.5f);
    assertThat(scores("magnitude-l2")).containsExactly(4f, 0.25f);
    assertThat(scores("gradient")).containsExactly(4f, 3f);
    assertThat(scores("snip")).containsExactly(4f, 1.5f);
    assertThat(scores("taylor")).containsExactly(40f, 1.25f);
  }

  @Test
  void randomDependsOnSeedAndPositionOnly() {
    ParameterLayout layout = ExampleLayouts.stack(2, 3, 1, 4);
    float[] of7 = random(7, layout, 0f);
    assertThat(random(7, layout, 1f)).containsExactly(of7);
    assertThat(random(8, layout, 0f)).isNotEqualTo(of7);
    double mean = 0;
    for (float score : of7) {
      mean += score / of7.length;
    }
    assertThat(mean).isCloseTo(0.5, within(0.05));
  }

  @Test
  void activationGivesEachUnitTheMeanOfItsOutput() {
    ParameterLayout layout = ExampleLayouts.stack(2, 3, 2, 4);
    HiddenUnits units = HiddenUnits.of(layout);
    double[] sums = new double[units.count()];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = 10 * (i + 1);
    }
    Evidence evidence =
        Evidence.empty(
                EnumSet.of(Evidence.Kind.ACTIVATION_MAGNITUDE), layout.length(), units.count())
            .plus(new float[0], sums, 10);
    float[] scores =
        Criteria.named("activation", 0)
            .score(layout, new float[layout.length()], evidence)
            .values();
    int position = 0;
    for (int layer : units.layers()) {
      for (int unit = 0; unit < units.count(layer); unit++) {
        double sum = 0;
        int[] members = units.parameters(layer, unit);
        for (int member : members) {
          sum += scores[member];
        }
        assertThat(sum / members.length).isCloseTo(++position, within(1e-5));
      }
    }
  }

  private static float[] scores(String name) {
    return Criteria.named(name, 0).score(TWO, WEIGHTS, EVIDENCE).values();
  }

  private static float[] random(long seed, ParameterLayout layout, float weight) {
    float[] weights = new float[layout.length()];
    Arrays.fill(weights, weight);
    Evidence none = Evidence.empty(EnumSet.noneOf(Evidence.Kind.class), 0, 0);
    return Criteria.named("random", seed).score(layout, weights, none).values();
  }
}
