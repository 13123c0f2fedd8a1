package io.espalier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.plan.RecoverPlan;
import org.junit.jupiter.api.Test;

class StageKeyTest {
  @Test
  void equalPartsMakeEqualKeys() {
    assertThat(StageKey.of("train", new RecoverPlan(3, 0, 0.1, 1), 7))
        .isEqualTo(StageKey.of("train", new RecoverPlan(3, 0, 0.1, 1), 7));
  }

  @Test
  void everyPartMatters() {
    assertThat(
            new StageKey[] {
              StageKey.of("train", new RecoverPlan(1, 2, 3, 1), 7),
              StageKey.of("score", new RecoverPlan(1, 2, 3, 1), 7),
              StageKey.of("train", new RecoverPlan(2, 2, 3, 1), 7),
              StageKey.of("train", new RecoverPlan(1, 2, 3, 1), 8),
              StageKey.of("train", StageKey.of("train", new RecoverPlan(1, 2, 3, 1), 7))
            })
        .extracting(StageKey::text)
        .doesNotHaveDuplicates()
        .allMatch(text -> text.matches("[0-9a-f]{32}"));
  }
}
