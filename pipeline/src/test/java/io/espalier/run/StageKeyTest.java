package io.espalier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.plan.EvaluatePlan;
import org.junit.jupiter.api.Test;

class StageKeyTest {
  @Test
  void equalPartsMakeEqualKeys() {
    assertThat(StageKey.of("train", new EvaluatePlan(1, 2, 3), 7))
        .isEqualTo(StageKey.of("train", new EvaluatePlan(1, 2, 3), 7));
  }

  @Test
  void everyPartMatters() {
    assertThat(
            new StageKey[] {
              StageKey.of("train", new EvaluatePlan(1, 2, 3), 7),
              StageKey.of("score", new EvaluatePlan(1, 2, 3), 7),
              StageKey.of("train", new EvaluatePlan(2, 2, 3), 7),
              StageKey.of("train", new EvaluatePlan(1, 2, 3), 8),
              StageKey.of("train", StageKey.of("train", new EvaluatePlan(1, 2, 3), 7))
            })
        .extracting(StageKey::text)
        .doesNotHaveDuplicates()
        .allMatch(text -> text.matches("[0-9a-f]{32}"));
  }
}
