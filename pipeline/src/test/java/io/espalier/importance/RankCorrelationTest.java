package io.espalier.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankCorrelationTest {
  @Test
  void isOneForTheSameOrderAndMinusOneForTheOpposite() {
    float[] numbers = {3f, -1f, 100f, 0f};
    assertThat(RankCorrelation.of(numbers, new float[] {7f, 1f, 8f, 2f})).isEqualTo(1);
    assertThat(RankCorrelation.of(numbers, new float[] {-7f, -1f, -8f, -2f})).isEqualTo(-1);
  }

  @Test
  void letsEqualNumbersShareTheirMeanRank() {
    // ranks 1.5, 1.5, 3, 4 and 1, 2, 3, 4: 4.5 / sqrt(4.5 * 5)
    assertThat(RankCorrelation.of(new float[] {1f, 1f, 2f, 3f}, new float[] {1f, 2f, 3f, 4f}))
        .isCloseTo(Math.sqrt(0.9), within(1e-12));
  }

  @Test
  void isNoNumberWhereNothingIsRanked() {
    assertThat(RankCorrelation.of(new float[] {1f, 1f}, new float[] {1f, 2f})).isNaN();
  }
}
