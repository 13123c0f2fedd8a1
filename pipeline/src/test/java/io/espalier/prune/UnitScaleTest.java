package io.espalier.prune;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.importance.Scores;
import io.espalier.model.ExampleLayouts;
import io.espalier.model.HiddenUnits;
import io.espalier.model.Mask;
import io.espalier.model.ParameterLayout;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnitScaleTest {
  private static final ParameterLayout LAYOUT = ExampleLayouts.stack(3, 6, 1, 6);
  private static final Mask ALL = Mask.all(LAYOUT.length());

  /** Units k of both layers matter alike, but numbers of the second layer are 100 times larger. */
  private static Scores scores() {
    HiddenUnits units = HiddenUnits.of(LAYOUT);
    float[] scores = new float[LAYOUT.length()];
    for (int layer = 0; layer < 2; layer++) {
      for (int unit = 0; unit < 6; unit++) {
        int[] incoming = units.incoming(layer, unit);
        scores[incoming[incoming.length - 1]] = (unit + 1) * (layer == 0 ? 1 : 100);
      }
    }
    return Scores.of(scores);
  }

  private static int[] left(Granularity granularity) {
    Pruner pruner = Pruner.of(granularity, Budget.global(), Set.of("dense-2"), LAYOUT);
    HiddenUnits units = HiddenUnits.of(LAYOUT);
    Mask living = units.living(pruner.prune(LAYOUT, ALL, scores(), 0.5, 0.5));
    return new int[] {living.kept(0, 6), living.kept(6, 12)};
  }

  @Test
  void layersOfOtherSizesOfNumbersLoseAlike() {
    assertThat(left(Granularity.unit())).containsExactly(1, 5);
    assertThat(left(Granularity.unit(UnitScale.LAYER))).containsExactly(3, 3);
  }

  @Test
  void signsAndOrderStayAndNothingBecomesInfinite() {
    Groups groups =
        Granularity.unit(UnitScale.LAYER).groups(LAYOUT, LAYOUT, ALL, Set.of("dense-2"));
    float[] scores = {-1, 0, 3, 0, 0, 0, 1e-45f, 0, 0, 0, 0, 0, 7, 7, 7, 7};
    float[] scaled = UnitScale.LAYER.of(groups.ranges(), Mask.all(16), scores);
    assertThat(scaled[0]).isEqualTo(-1.5f);
    assertThat(scaled[2]).isEqualTo(4.5f);
    assertThat(scaled[6]).isEqualTo(6f);
    assertThat(scaled[12]).isEqualTo(7f);
  }
}
