package io.espalier.cluster.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.model.Velocity;
import io.espalier.plan.TrainPlan.Outer;
import org.junit.jupiter.api.Test;

class OuterStepTest {
  private static final float[] BEFORE = {1f, 0f, 2f};
  private static final float[] AVERAGE = {0.5f, 0f, 3f};

  @Test
  void takesTheAverageAsItIsByDefault() {
    OuterStep step = OuterStep.take(Outer.NONE, BEFORE, AVERAGE, Velocity.NONE);
    assertThat(step.parameters()).isSameAs(AVERAGE);
    assertThat(step.velocity().isNone()).isTrue();
  }

  @Test
  void goesOnInTheDirectionOfEarlierRounds() {
    Outer outer = new Outer(0.5, 0.9);
    OuterStep first = OuterStep.take(outer, BEFORE, AVERAGE, Velocity.NONE);
    // d = 0.5, v = 0.5, 1 - 0.5 (0.5 + 0.9 * 0.5)
    assertThat(first.parameters()[0]).isCloseTo(0.525f, within(1e-6f));
    assertThat(first.velocity().values()[0]).isEqualTo(0.5f);
    OuterStep second =
        OuterStep.take(outer, first.parameters(), first.parameters(), first.velocity());
    // d = 0, v = 0.45
    assertThat(second.velocity().values()[0]).isCloseTo(0.45f, within(1e-6f));
    assertThat(second.parameters()[0]).isCloseTo(0.525f - 0.5f * 0.405f, within(1e-6f));
  }

  @Test
  void leavesPrunedParametersAtExactlyZero() {
    OuterStep step = OuterStep.take(new Outer(0.7, 0.9), BEFORE, AVERAGE, Velocity.NONE);
    assertThat(Float.floatToRawIntBits(step.parameters()[1])).isZero();
    assertThat(Float.floatToRawIntBits(step.velocity().values()[1])).isZero();
  }
}
