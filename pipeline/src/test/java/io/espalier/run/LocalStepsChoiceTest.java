package io.espalier.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalStepsChoiceTest {
  @Test
  void makesStepsTheWantedFractionOfARound() {
    // a step takes 10 ms, a round 100 ms beside its steps: 90 steps are 90 % of a round
    LocalStepsChoice choice = LocalStepsChoice.of(rounds(0.1, 0.1, 0.1), 0.9, 1000);
    assertThat(choice.localSteps()).isEqualTo(90);
    assertThat(choice.stepSeconds()).isEqualTo(0.01);
    assertThat(choice.overheadSeconds()).isEqualTo(0.1);
  }

  @Test
  void leavesColdRoundsOut() {
    assertThat(LocalStepsChoice.of(rounds(9, 9, 0.1, 0.1, 0.1), 0.9, 1000).localSteps())
        .isEqualTo(90);
    assertThat(LocalStepsChoice.of(rounds(0.1), 0.9, 1000).localSteps()).isEqualTo(90);
  }

  @Test
  void staysBetweenTwoStepsAndAnEpoch() {
    assertThat(LocalStepsChoice.of(rounds(0.0001), 0.9, 1000).localSteps()).isEqualTo(2);
    assertThat(LocalStepsChoice.of(rounds(0.1), 0.9, 40).localSteps()).isEqualTo(40);
  }

  /** Rounds of 4 steps of 10 ms. */
  private static List<RoundFacts> rounds(double... overheads) {
    return Arrays.stream(overheads)
        .mapToObj(
            overhead ->
                new RoundFacts(
                    1,
                    1,
                    0.5,
                    new RoundFacts.Work(4, 100, 1000),
                    RoundFacts.Seconds.of(0.04 + overhead, 0.04, List.of(0.04, 0.03)),
                    new RoundFacts.Bytes("direct", 10, 20)))
        .toList();
  }
}
