package io.espalier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.plan.TrainPlan.Regularisation;
import org.junit.jupiter.api.Test;

class StageKeyTest {
  @Test
  void equalPartsMakeEqualKeys() {
    assertThat(StageKey.of("train", new Regularisation(1, 2), 7))
        .isEqualTo(StageKey.of("train", new Regularisation(1, 2), 7));
  }

  @Test
  void everyPartMatters() {
    assertThat(
            new StageKey[] {
              StageKey.of("train", new Regularisation(1, 2), 7),
              StageKey.of("score", new Regularisation(1, 2), 7),
              StageKey.of("train", new Regularisation(2, 2), 7),
              StageKey.of("train", new Regularisation(1, 2), 8),
              StageKey.of("train", StageKey.of("train", new Regularisation(1, 2), 7))
            })
        .extracting(StageKey::text)
        .doesNotHaveDuplicates()
        .allMatch(text -> text.matches("[0-9a-f]{32}"));
  }
}
