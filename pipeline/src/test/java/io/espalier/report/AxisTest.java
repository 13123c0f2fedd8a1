package io.espalier.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AxisTest {
  @Test
  void ticksAreRoundAndCoverTheValues() {
    for (double low : new double[] {0, 0.013, 3, 95.1, 1234}) {
      for (double span : new double[] {1e-5, 0.02, 0.7, 4, 88, 1e6}) {
        Axis axis = Axis.over(low, low + span, 5);
        assertThat(axis.low()).isLessThanOrEqualTo(low + 1e-9 * span);
        assertThat(axis.high()).isGreaterThanOrEqualTo(low + span - 1e-6 * span);
        assertThat(axis.ticks()).hasSizeBetween(3, 8);
        double[] steps = axis.ticks().stream().mapToDouble(t -> t / axis.step()).toArray();
        assertThat(DoubleStream.of(steps).allMatch(s -> Math.abs(s - Math.rint(s)) < 1e-6))
            .isTrue();
      }
    }
  }

  @Test
  void labelsHaveTheDigitsOfTheirStep() {
    Axis axis = Axis.over(0, 0.1, 4);
    assertThat(axis.ticks().stream().map(axis::label))
        .containsExactly("0.000", "0.025", "0.050", "0.075", "0.100");
    assertThat(Axis.over(90, 100, 5).label(92)).isEqualTo("92");
    assertThat(axis.at(0.05)).isCloseTo(0.5, within(1e-9));
  }
}
