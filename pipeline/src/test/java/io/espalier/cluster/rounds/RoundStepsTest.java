package io.espalier.cluster.rounds;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.plan.TrainPlan.Checkpoint;
import io.espalier.plan.TrainPlan.LocalSteps;
import io.espalier.plan.TrainPlan.Outer;
import io.espalier.plan.TrainPlan.Rounds;
import io.espalier.run.TrainingJob;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundStepsTest {
  @ParameterizedTest
  @CsvSource({"1, 0", "8, 0", "8, 0.5", "3, 1"})
  void takesEveryStepOfAnEpochOnce(int localSteps, double synchronous) {
    check(steps(new LocalSteps.Fixed(localSteps), synchronous, OptionalInt.empty()));
  }

  @ParameterizedTest
  @CsvSource({"2, 0", "30, 0", "4, 0.5", "1000, 0.25"})
  void takesEveryStepOnceWhereTheCountIsPicked(int picked, double synchronous) {
    check(steps(new LocalSteps.Auto(0.9), synchronous, OptionalInt.of(picked)));
    check(steps(new LocalSteps.Auto(0.9), synchronous, OptionalInt.empty()));
  }

  @Test
  void beginsInStepAndGoesOnWithLocalSteps() {
    RoundSteps steps = steps(new LocalSteps.Fixed(5), 0.5, OptionalInt.empty());
    assertThat(steps.count(1, 3)).isEqualTo(1);
    assertThat(steps.count(2, 0)).isEqualTo(5);
  }

  @Test
  void doesNotChangeMeasuredRoundsOnceTheCountIsPicked() {
    RoundSteps before = steps(new LocalSteps.Auto(0.9), 0, OptionalInt.empty());
    RoundSteps after = steps(new LocalSteps.Auto(0.9), 0, OptionalInt.of(50));
    for (int round = 0; round < RoundSteps.MEASURED_ROUNDS; round++) {
      assertThat(before.isPicked(0, round)).isFalse();
      assertThat(after.count(0, round)).isEqualTo(before.count(0, round));
      assertThat(after.before(0, round)).isEqualTo(before.before(0, round));
    }
    assertThat(after.isPicked(0, RoundSteps.MEASURED_ROUNDS)).isTrue();
    assertThat(after.count(0, RoundSteps.MEASURED_ROUNDS)).isEqualTo(50);
  }

  private static void check(RoundSteps steps) {
    for (int epoch = 0; epoch < 4; epoch++) {
      for (int batches = 1; batches < 70; batches++) {
        int rounds = steps.rounds(epoch, batches);
        for (int round = 0; round < rounds; round++) {
          assertThat(steps.before(epoch, round)).isLessThan(batches);
          assertThat(steps.before(epoch, round + 1))
              .isEqualTo(steps.before(epoch, round) + steps.count(epoch, round));
        }
        assertThat(steps.before(epoch, rounds)).isGreaterThanOrEqualTo(batches);
      }
    }
  }

  private static RoundSteps steps(LocalSteps localSteps, double synchronous, OptionalInt picked) {
    Rounds rounds = new Rounds(2, 8, localSteps, synchronous, Outer.NONE);
    Checkpoint checkpoint = new Checkpoint(50, Duration.ofMinutes(10), 2);
    return RoundSteps.of(new TrainingJob.Fit(4, 0, 7, rounds, checkpoint, 1), picked);
  }
}
