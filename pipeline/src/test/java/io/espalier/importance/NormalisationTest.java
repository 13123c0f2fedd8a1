package io.espalier.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.model.ExampleLayouts;
import io.espalier.model.Mask;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NormalisationTest {
  private static final ParameterLayout LAYOUT = ExampleLayouts.stack(2, 3, 2, 4);
  private static final Scores SCORES = Scores.of(DrawnEvidence.floats(LAYOUT.length(), 3));
  private static final Mask ALIVE =
      Mask.all(LAYOUT.length())
          .without(IntStream.range(0, LAYOUT.length()).filter(i -> i % 3 == 0).toArray());

  @Test
  void givesTheLivingScoresOfEachMatrixAMeanSizeOfOne() {
    float[] scaled = Normalisation.MATRIX.of(LAYOUT, ALIVE, SCORES).values();
    for (ParameterBlock block : LAYOUT.blocks()) {
      assertThat(mean(scaled, block.offset(), block.end())).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void givesTheLivingScoresOfEachLayerAMeanSizeOfOne() {
    float[] scaled = Normalisation.LAYER.of(LAYOUT, ALIVE, SCORES).values();
    for (int layer = 0; layer < LAYOUT.layers().size(); layer++) {
      int from = LAYOUT.blocksOf(layer).get(0).offset();
      int blocks = LAYOUT.blocksOf(layer).size();
      int to = LAYOUT.blocksOf(layer).get(blocks - 1).end();
      assertThat(mean(scaled, from, to)).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void keepsTheSignAndTheOrderInsideAMatrixAndScoresOfNothing() {
    float[] scaled = Normalisation.MATRIX.of(LAYOUT, ALIVE, SCORES).values();
    ParameterBlock block = LAYOUT.blocks().get(0);
    for (int i = block.offset() + 1; i < block.end(); i++) {
      float[] before = SCORES.values();
      assertThat(Math.signum(scaled[i])).isEqualTo(Math.signum(before[i]));
      assertThat(scaled[i] > scaled[i - 1]).isEqualTo(before[i] > before[i - 1]);
    }
    Scores nothing = Scores.of(new float[LAYOUT.length()]);
    assertThat(Normalisation.MATRIX.of(LAYOUT, ALIVE, nothing)).isEqualTo(nothing);
    assertThat(Normalisation.NONE.of(LAYOUT, ALIVE, SCORES)).isSameAs(SCORES);
  }

  private static double mean(float[] scores, int from, int to) {
    return IntStream.range(from, to)
        .filter(ALIVE::keeps)
        .mapToDouble(i -> Math.abs(scores[i]))
        .average()
        .orElseThrow();
  }
}
