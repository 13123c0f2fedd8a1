package io.espalier.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ElementwiseTest {
  @Test
  void tanhIsAccurateEverywhere() {
    for (double x = -20; x <= 20; x += 1e-3) {
      float exact = (float) x;
      double expected = Math.tanh(exact);
      assertThat((double) Elementwise.tanh(exact))
          .isCloseTo(expected, within(1e-9 + 3e-7 * Math.abs(expected)));
      assertThat(Math.abs(Elementwise.tanh(exact))).isLessThanOrEqualTo(1f);
    }
  }

  @Test
  void sigmoidIsAccurateAndStaysBetweenZeroAndOne() {
    for (double x = -40; x <= 40; x += 1e-3) {
      float exact = (float) x;
      assertThat((double) Elementwise.sigmoid(exact))
          .isCloseTo(1 / (1 + Math.exp(-exact)), within(3e-7))
          .isBetween(0.0, 1.0);
    }
  }

  @Test
  void exponentialIsAccurateWhereItIsNotClamped() {
    for (double x = -87; x <= 88; x += 1e-3) {
      float exact = (float) x;
      double expected = Math.exp(exact);
      assertThat((double) Elementwise.exp(exact)).isCloseTo(expected, within(2e-7 * expected));
    }
    assertThat(Elementwise.exp(0f)).isEqualTo(1f);
    assertThat(Elementwise.exp(-1000f)).isBetween(0f, 1e-37f);
  }

  @Test
  void notANumberStaysNotANumber() {
    assertThat(Elementwise.exp(Float.NaN)).isNaN();
    assertThat(Elementwise.tanh(Float.NaN)).isNaN();
    assertThat(Elementwise.sigmoid(Float.NaN)).isNaN();
  }

  @Test
  void hardSigmoidHasNoSlopeOnItsClips() {
    float[] z = {-3f, -2.4f, 0f, 2.4f, 3f};
    float[] ones = {1f, 1f, 1f, 1f, 1f};
    float[] slope = new float[5];
    Elementwise.hardSigmoid(z, new float[5], 5);
    Elementwise.hardSigmoidDelta(ones, ones, z, slope, 5);
    assertThat(z).containsExactly(0f, 0.2f * -2.4f + 0.5f, 0.5f, 0.2f * 2.4f + 0.5f, 1f);
    assertThat(slope).containsExactly(0f, 0.2f, 0.2f, 0.2f, 0f);
  }
}
