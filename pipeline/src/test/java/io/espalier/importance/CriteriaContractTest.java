package io.espalier.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.model.ExampleLayouts;
import io.espalier.model.HiddenUnits;
import io.espalier.model.InputException;
import io.espalier.model.InputFeatures;
import io.espalier.model.ParameterLayout;
import java.util.ArrayList;
import java.util.List;
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
  void scoresEveryParameterWithAFiniteNumber(String name) {
    Criterion criterion = Criteria.named(name, 7);
    float[] scores =
        criterion.score(LAYOUT, weights(), DrawnEvidence.of(LAYOUT, criterion.needs(), 3)).values();
    assertThat(scores).hasSize(LAYOUT.length());
    for (float score : scores) {
      assertThat(score).isFinite();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void givesTheSameScoresAgainAndLeavesTheWeightsAlone(String name) {
    float[] weights = weights();
    Criterion criterion = Criteria.named(name, 7);
    Scores once = criterion.score(LAYOUT, weights, DrawnEvidence.of(LAYOUT, criterion.needs(), 3));
    Scores again =
        Criteria.named(name, 7)
            .score(LAYOUT, weights, DrawnEvidence.of(LAYOUT, criterion.needs(), 3));
    assertThat(again).isEqualTo(once);
    assertThat(weights).containsExactly(weights());
  }

  @ParameterizedTest
  @MethodSource("names")
  void tellsWeightsApart(String name) {
    Criterion criterion = Criteria.named(name, 7);
    float[] scores =
        criterion.score(LAYOUT, weights(), DrawnEvidence.of(LAYOUT, criterion.needs(), 3)).values();
    int distinct = new TreeSet<>(boxed(scores)).size();
    int told =
        switch (criterion.ranks()) {
          case WEIGHTS -> LAYOUT.length() / 2;
          case UNITS -> HiddenUnits.of(LAYOUT).count();
          case INPUT_FEATURES -> InputFeatures.of(LAYOUT).count();
        };
    assertThat(distinct).isGreaterThanOrEqualTo(told);
  }

  @ParameterizedTest
  @MethodSource("names")
  void refusesEvidenceOfNothing(String name) {
    Criterion criterion = Criteria.named(name, 7);
    if (!criterion.needs().isEmpty()) {
      assertThatThrownBy(
              () ->
                  criterion.score(
                      LAYOUT, weights(), DrawnEvidence.of(LAYOUT, criterion.needs(), 0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no calibration data");
    }
  }

  @Test
  void unknownNameIsRefusedWithTheNearest() {
    assertThatThrownBy(() -> Criteria.named("tailor", 1))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "prune.criterion must be one of magnitude-l1, magnitude-l2, lamp, wanda, gradient, snip,"
                + " taylor, fisher, movement, jacobian, activation, permutation, random, got tailor; did you mean"
                + " taylor?");
  }

  private static float[] weights() {
    return DrawnEvidence.floats(LAYOUT.length(), 1);
  }

  private static List<Float> boxed(float[] values) {
    List<Float> boxed = new ArrayList<>();
    for (float value : values) {
      boxed.add(value);
    }
    return boxed;
  }
}
