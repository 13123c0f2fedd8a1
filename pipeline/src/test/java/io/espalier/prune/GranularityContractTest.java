package io.espalier.prune;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.importance.Scores;
import io.espalier.model.ExampleGraphs;
import io.espalier.model.ExampleLayouts;
import io.espalier.model.Mask;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every granularity, on every network, in every scope, with scores of any sign. */
class GranularityContractTest {
  private static final Map<String, Granularity> ALL =
      Map.of(
          "weight", Granularity.weight(),
          "weights of gates", Granularity.weight(Set.of("forget", "input")),
          "blocks of 1 x 8", Granularity.block(1, 8, Set.of()),
          "blocks of 3 x 2", Granularity.block(3, 2, Set.of()),
          "blocks of a gate", Granularity.block(2, 4, Set.of("output")),
          "2 of 4", Granularity.nOfM(2, 4, Set.of()),
          "1 of 3 of a gate", Granularity.nOfM(1, 3, Set.of("block-input")),
          "unit", Granularity.unit(),
          "unit on the scale of its layer", Granularity.unit(UnitScale.LAYER),
          "input feature", Granularity.inputFeature());

  private static final List<Budget> BUDGETS =
      List.of(Budget.global(), Budget.uniform(), Budget.erk());

  static Stream<Arguments> cases() {
    ParameterLayout stack = ExampleLayouts.stack(3, 5, 2, 6);
    ParameterLayout graph = ExampleGraphs.chain().layout();
    return ALL.keySet().stream()
        .sorted()
        .flatMap(name -> Stream.of(Arguments.of(name, stack), Arguments.of(name, graph)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void prunesTheExactCountOfTheLowestAndRevivesNothing(String name, ParameterLayout layout) {
    Granularity granularity = ALL.get(name);
    for (Budget budget : BUDGETS) {
      Pruner pruner = Pruner.of(granularity, budget, Set.of(), layout);
      Mask alive = Mask.all(layout.length());
      for (double sparsity : new double[] {0, 0.2, 0.55, 0.7}) {
        Scores scores = scores(layout, (long) (100 * sparsity));
        Groups before = groups(granularity, layout, alive);
        Mask left = pruner.prune(layout, alive, scores, sparsity, 0.7);
        Groups after = groups(granularity, layout, left);
        assertThat(left.and(alive)).isEqualTo(left);
        assertThat(gone(after)).isEqualTo(expected(granularity, before, sparsity));
        assertThat(after.toParameters().apply(after.alive())).isEqualTo(left);
        assertThat(pruner.prune(layout, alive, scores, sparsity, 0.7)).isEqualTo(left);
        if (granularity.choice() instanceof Choice.Lowest && budget.equals(Budget.global())) {
          expectLowest(before, after, before.pooled().apply(scores));
        }
        alive = left;
      }
    }
  }

  private static long expected(Granularity granularity, Groups groups, double sparsity) {
    long all = groups.ranges().stream().mapToLong(GroupRange::dense).sum();
    return Math.round(granularity.choice().sparsity(groups.ranges()).orElse(sparsity) * all);
  }

  private static void expectLowest(Groups before, Groups after, float[] pooled) {
    for (GroupRange range : before.ranges()) {
      float highestGone = Float.NEGATIVE_INFINITY;
      float lowestLeft = Float.POSITIVE_INFINITY;
      for (int i = range.slice().from(); i < range.slice().to(); i++) {
        if (after.alive().keeps(i)) {
          lowestLeft = Math.min(lowestLeft, pooled[i]);
        } else if (before.alive().keeps(i)) {
          highestGone = Math.max(highestGone, pooled[i]);
        }
      }
      assertThat(highestGone).isLessThanOrEqualTo(lowestLeft);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void amongEqualsTheFirstByPositionGo(String name, ParameterLayout layout) {
    Granularity granularity = ALL.get(name);
    Pruner pruner = Pruner.of(granularity, Budget.uniform(), Set.of(), layout);
    Mask all = Mask.all(layout.length());
    Scores equal = Scores.of(new float[layout.length()]);
    Groups after = groups(granularity, layout, pruner.prune(layout, all, equal, 0.5, 0.5));
    for (GroupRange range : after.ranges()) {
      int run =
          granularity.choice() instanceof Choice.NOfM choice && range.part().inputs() >= choice.m()
              ? choice.m()
              : range.slice().length();
      for (int i = range.slice().from() + 1; i < range.slice().from() + run; i++) {
        assertThat(after.alive().keeps(i) || !after.alive().keeps(i - 1)).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void biasesOfMatricesThatStayAreNeverPruned(String name, ParameterLayout layout) {
    Granularity granularity = ALL.get(name);
    Pruner pruner = Pruner.of(granularity, Budget.global(), Set.of(), layout);
    Mask left = pruner.prune(layout, Mask.all(layout.length()), scores(layout, 5), 0.6, 0.6);
    for (ParameterBlock block : layout.blocks()) {
      if (!block.role().isPrunable() && !granularity.removable()) {
        assertThat(left.density(block)).as(block.name()).isEqualTo(1.0);
      }
    }
  }

  private static Groups groups(Granularity granularity, ParameterLayout layout, Mask alive) {
    return granularity.groups(layout, layout, alive, Set.of());
  }

  private static long gone(Groups groups) {
    return groups.ranges().stream().mapToLong(GroupRange::gone).sum();
  }

  private static Scores scores(ParameterLayout layout, long seed) {
    Random random = new Random(seed);
    float[] scores = new float[layout.length()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (random.nextInt(9) - 4) / 3f;
    }
    return Scores.of(scores);
  }
}
