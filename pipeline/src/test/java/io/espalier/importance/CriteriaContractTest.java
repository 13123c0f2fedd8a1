package io.espalier.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.model.ExampleLayouts;
import io.espalier.model.HiddenUnits;
import io.espalier.model.InputException;
import io.espalier.model.ParameterLayout;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every registered criterion promises. */
class CriteriaContractTest {
  private static final ParameterLayout LAYOUT = ExampleLayouts.stack(2, 3, 2, 4);

  static List<String> names() {
    return Criteria.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void scoresEveryParameterWithAFiniteNumberNotNegative(String name) {
    Criterion criterion = Criteria.named(name, 7);
    float[] scores = criterion.score(LAYOUT, weights(), evidence(criterion.needs(), 3)).values();
    assertThat(scores).hasSize(LAYOUT.length());
    for (float score : scores) {
      assertThat(score).isGreaterThanOrEqualTo(0f).isLessThan(Float.POSITIVE_INFINITY);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void givesTheSameScoresAgainAndLeavesTheWeightsAlone(String name) {
    float[] weights = weights();
    Criterion criterion = Criteria.named(name, 7);
    Scores once = criterion.score(LAYOUT, weights, evidence(criterion.needs(), 3));
    Scores again = Criteria.named(name, 7).score(LAYOUT, weights, evidence(criterion.needs(), 3));
    assertThat(again).isEqualTo(once);
    assertThat(weights).containsExactly(weights());
  }

  @ParameterizedTest
  @MethodSource("names")
  void tellsWeightsApart(String name) {
    Criterion criterion = Criteria.named(name, 7);
    float[] scores = criterion.score(LAYOUT, weights(), evidence(criterion.needs(), 3)).values();
    int distinct = new TreeSet<>(boxed(scores)).size();
    assertThat(distinct).isGreaterThanOrEqualTo(HiddenUnits.of(LAYOUT).count());
  }

  @ParameterizedTest
  @MethodSource("names")
  void refusesEvidenceOfNothing(String name) {
    Criterion criterion = Criteria.named(name, 7);
    if (!criterion.needs().isEmpty()) {
      assertThatThrownBy(() -> criterion.score(LAYOUT, weights(), evidence(criterion.needs(), 0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no calibration data");
    }
  }

  @Test
  void unknownNameIsRefusedWithTheNearest() {
    assertThatThrownBy(() -> Criteria.named("tailor", 1))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "prune.criterion must be one of magnitude-l1, magnitude-l2, gradient, snip, taylor,"
                + " activation, random, got tailor; did you mean taylor?");
  }

  private static float[] weights() {
    return floats(1);
  }

  private static float[] floats(long seed) {
    Random random = new Random(seed);
    float[] values = new float[LAYOUT.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static Evidence evidence(Set<Evidence.Kind> needs, int minibatches) {
    Set<Evidence.Kind> kinds = EnumSet.noneOf(Evidence.Kind.class);
    kinds.addAll(needs);
    int units = HiddenUnits.of(LAYOUT).count();
    Evidence evidence = Evidence.empty(kinds, LAYOUT.length(), units);
    for (int i = 0; i < minibatches; i++) {
      double[] activation = new Random(i).doubles(units).toArray();
      evidence = evidence.plus(floats(10 + i), activation, 5);
    }
    return evidence;
  }

  private static List<Float> boxed(float[] values) {
    List<Float> boxed = new ArrayList<>();
    for (float value : values) {
      boxed.add(value);
    }
    return boxed;
  }
}
