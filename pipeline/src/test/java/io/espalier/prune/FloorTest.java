package io.espalier.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.importance.Scores;
import io.espalier.model.ExampleLayouts;
import io.espalier.model.InputException;
import io.espalier.model.Mask;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FloorTest {
  private static final ParameterLayout DENSE = ExampleLayouts.stack(3, 5, 1, 6);
  private static final Mask ALL = Mask.all(DENSE.length());
  private static final ParameterBlock OUTPUT = block("output.W");

  @Test
  void aMatrixOfLowScoresKeepsItsShareAndItsBest() {
    Scores scores = low(OUTPUT);
    Pruner without = Pruner.of(Granularity.weight(), Budget.global(), Set.of(), DENSE);
    assertThat(without.prune(DENSE, ALL, scores, 0.5, 0.5).density(OUTPUT)).isZero();

    Pruner pruner = without.keepingAtLeast(0.5);
    Mask left = pruner.prune(DENSE, ALL, scores, 0.5, 0.5);
    assertThat(left.kept(OUTPUT.offset(), OUTPUT.end())).isEqualTo(3);
    assertThat(left.keeps(OUTPUT.end() - 1)).isTrue();
    assertThat(ALL.length() - left.kept()).isEqualTo(Math.round(0.5 * pruner.eligible()));
    assertThat(pruner.atFloor(DENSE, left, 0.5, 0.5))
        .containsExactly(new Floor.Reached("output.W", 3, 12));
  }

  @Test
  void aFloorThatHoldsByItselfChangesNothing() {
    float[] scores = new float[DENSE.length()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = i * 31 % 17 - 8;
    }
    Pruner without = Pruner.of(Granularity.weight(), Budget.global(), Set.of(), DENSE);
    Mask free = without.prune(DENSE, ALL, Scores.of(scores), 0.6, 0.6);
    Pruner floored = without.keepingAtLeast(0.2);
    assertThat(floored.prune(DENSE, ALL, Scores.of(scores), 0.6, 0.6)).isEqualTo(free);
    assertThat(floored.atFloor(DENSE, free, 0.6, 0.6)).isEmpty();
  }

  @Test
  void aLayerOfLowUnitsKeepsItsShare() {
    float[] scores = new float[DENSE.length()];
    Arrays.fill(scores, block("lstm-0.W").end(), scores.length, 1f);
    Pruner pruner =
        Pruner.of(Granularity.unit(), Budget.global(), Set.of(), DENSE).keepingAtLeast(0.9);
    Mask left = pruner.prune(DENSE, ALL, Scores.of(scores), 0.4, 0.4);
    assertThat(pruner.atFloor(DENSE, left, 0.4, 0.4)).contains(new Floor.Reached("lstm-0", 2, 5));
  }

  @Test
  void noMatrixIsLeftWithNothing() {
    Pruner uniform =
        Pruner.of(Granularity.weight(), Budget.uniform(), Set.of(), DENSE).keepingAtLeast(0.1);
    Mask left = uniform.prune(DENSE, ALL, Scores.of(new float[DENSE.length()]), 0.98, 0.98);
    assertThat(DENSE.blocks()).allMatch(block -> left.kept(block.offset(), block.end()) > 0);
    Pruner own =
        Pruner.of(Granularity.weight(), Budget.perLayer(Map.of("output", 0.99)), Set.of(), DENSE)
            .keepingAtLeast(0.1);
    assertThatThrownBy(() -> own.check(0.99))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("pruning 12 of [output.W]")
        .hasMessageContaining("at most 11");
  }

  private static Scores low(ParameterBlock block) {
    float[] scores = new float[DENSE.length()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = i * 31 % 17;
    }
    for (int i = block.offset(); i < block.end(); i++) {
      scores[i] = i - 1e6f;
    }
    return Scores.of(scores);
  }

  private static ParameterBlock block(String name) {
    return DENSE.blocks().stream().filter(b -> b.name().equals(name)).findFirst().orElseThrow();
  }
}
