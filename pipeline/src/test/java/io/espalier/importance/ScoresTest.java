package io.espalier.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoresTest {
  @Test
  void scoresHaveEitherSignAndOneZero() {
    float[] values = Scores.of(new float[] {-2.5f, -0.0f, Float.MAX_VALUE}).values();
    assertThat(values).containsExactly(-2.5f, 0f, Float.MAX_VALUE);
    assertThat(Float.floatToRawIntBits(values[1])).isZero();
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void whatIsNotFiniteIsRefusedByPosition(float score) {
    assertThatThrownBy(() -> Scores.of(new float[] {1, score}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at parameter 1");
  }
}
