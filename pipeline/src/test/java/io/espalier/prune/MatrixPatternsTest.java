package io.espalier.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.importance.Scores;
import io.espalier.model.InputException;
import io.espalier.model.LayerKind;
import io.espalier.model.LayerShape;
import io.espalier.model.Mask;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Blocks, n of m and gates on an LSTM of 5 inputs and 3 units, and an output of 3 inputs. */
class MatrixPatternsTest {
  private static final ParameterLayout LAYOUT =
      ParameterLayout.chain(
          List.of(
              new LayerShape("lstm", LayerKind.LSTM, 5, 3, 1),
              new LayerShape("output", LayerKind.OUTPUT, 3, 2, 1)),
          List.of(
              new ParameterBlock("lstm.W", 0, Role.INPUT_WEIGHT, 5, 12, 0),
              new ParameterBlock("lstm.RW", 0, Role.RECURRENT_WEIGHT, 3, 12, 60),
              new ParameterBlock("lstm.b", 0, Role.BIAS, 1, 12, 96),
              new ParameterBlock("output.W", 1, Role.DENSE_WEIGHT, 3, 2, 108),
              new ParameterBlock("output.b", 1, Role.BIAS, 1, 2, 114)));

  private static final Mask ALL = Mask.all(LAYOUT.length());
  private static final ParameterBlock W = LAYOUT.blocks().get(0);

  @Test
  void blocksEndAtGatesAndAreSmallerAtTheEdges() {
    Groups groups = Granularity.block(2, 2, Set.of()).groups(LAYOUT, LAYOUT, ALL, Set.of());
    assertThat(groups.ranges()).extracting("dense").containsExactly(24, 16, 2);
    float[] scores = new float[LAYOUT.length()];
    scores[W.index(4, 2)] = 3; // row 4 is in a block of its own, column 2 at the end of a gate
    scores[W.index(0, 3)] = 4;
    float[] means = groups.pooled().apply(Scores.of(scores));
    assertThat(means[5]).isEqualTo(3);
    assertThat(means[6]).isEqualTo(1);
    assertThat(IntStream.range(0, means.length).filter(i -> means[i] != 0)).containsExactly(5, 6);
  }

  @Test
  void ofEveryFourInputsTwoAreKeptAndTheRestStaysDense() {
    Pruner pruner = Pruner.of(Granularity.nOfM(2, 4, Set.of()), Budget.global(), Set.of(), LAYOUT);
    float[] scores = new float[LAYOUT.length()];
    for (int i = 0; i < 5; i++) {
      scores[W.index(i, 1)] = new float[] {-1, 5, -3, 2, -9}[i];
    }
    Mask left = pruner.prune(LAYOUT, ALL, Scores.of(scores), 0, 0);
    assertThat(IntStream.range(0, 5).filter(row -> left.keeps(W.index(row, 1))))
        .containsExactly(1, 3, 4);
    assertThat(IntStream.range(0, 5).filter(row -> left.keeps(W.index(row, 0))))
        .containsExactly(2, 3, 4);
    assertThat(left.length() - left.kept()).isEqualTo(24);
    assertThat(pruner.ownSparsity(LAYOUT)).hasValue(24.0 / 102);
    assertThat(pruner.leaves(LAYOUT))
        .containsExactly(
            "the last 1 of 5 inputs of lstm.W stay dense, as 2:4 takes whole groups of 4",
            "lstm.RW has 3 inputs, fewer than 4, and stays dense",
            "output.W has 3 inputs, fewer than 4, and stays dense");
  }

  @Test
  void whatIsPrunedAlreadyCountsAmongThoseThatGo() {
    Pruner pruner = Pruner.of(Granularity.nOfM(2, 4, Set.of()), Budget.global(), Set.of(), LAYOUT);
    Mask before =
        ALL.without(new int[] {W.index(3, 0), W.index(0, 1), W.index(1, 1), W.index(2, 1)});
    Mask left = pruner.prune(LAYOUT, before, Scores.of(new float[LAYOUT.length()]), 0, 0);
    assertThat(IntStream.range(0, 5).filter(row -> left.keeps(W.index(row, 0))))
        .containsExactly(1, 2, 4);
    assertThat(IntStream.range(0, 5).filter(row -> left.keeps(W.index(row, 1))))
        .containsExactly(3, 4);
  }

  @Test
  void onlyWeightsOfTheNamedGatesGo() {
    Pruner pruner =
        Pruner.of(Granularity.weight(Set.of("forget", "input")), Budget.global(), Set.of(), LAYOUT);
    assertThat(pruner.eligible()).isEqualTo(48);
    Mask left = pruner.prune(LAYOUT, ALL, Scores.of(new float[LAYOUT.length()]), 0.999, 0.999);
    List<Integer> columns = new ArrayList<>();
    for (int column = 0; column < 12; column++) {
      if (!left.keeps(W.index(0, column))) {
        columns.add(column);
      }
    }
    assertThat(columns).containsExactly(3, 4, 5, 9, 10, 11);
    assertThat(left.density(LAYOUT.blocks().get(3))).isEqualTo(1);
  }

  @Test
  void gatesOfANetworkWithoutAnyAreRefused() {
    ParameterLayout dense =
        ParameterLayout.chain(
            List.of(new LayerShape("rnn", LayerKind.SIMPLE_RNN, 2, 2, 1)),
            List.of(new ParameterBlock("rnn.W", 0, Role.INPUT_WEIGHT, 2, 2, 0)));
    assertThatThrownBy(
            () -> Pruner.of(Granularity.weight(Set.of("forget")), Budget.global(), Set.of(), dense))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("prune.gates names forget")
        .hasMessageContaining("no lstm or graves-lstm layer");
  }

  @Test
  void densitiesByErkFavourSmallMatricesAndAreAtMostOne() {
    List<GroupRange> ranges = Granularity.weight().groups(LAYOUT, LAYOUT, ALL, Set.of()).ranges();
    double[] densities = ErkBudget.densities(ranges, 0.5);
    double[] raw = {17 / 60.0, 15 / 36.0, 5 / 6.0};
    double free = 51 - 6;
    double scale = free / (17 + 15);
    assertThat(densities).containsExactly(raw[0] * scale, raw[1] * scale, 1);
    assertThat(Budget.erk().divide(ranges, 0.5, 0.5))
        .extracting(Budget.Share::prune)
        .containsExactly(36, 15, 0);
  }
}
