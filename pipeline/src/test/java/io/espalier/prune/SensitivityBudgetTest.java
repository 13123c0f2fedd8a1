package io.espalier.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.importance.Scores;
import io.espalier.model.ExampleLayouts;
import io.espalier.model.Mask;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SensitivityBudgetTest {
  private static final List<Double> SPARSITIES = List.of(0.5, 0.75, 0.875);

  private final ParameterLayout layout = ExampleLayouts.stack(3, 16, 2, 12);

  private final List<ParameterBlock> matrices =
      layout.blocks().stream().filter(block -> block.role().isPrunable()).toList();

  private Pruner pruner(Map<String, LossCurve> curves) {
    Budget budget = Budget.sensitivity(curves);
    return Pruner.of(Granularity.weight(), budget, Set.of(), layout).keepingAtLeast(0.1);
  }

  /** Curves of which the first matrix's rises this many times as fast as the others'. */
  private Map<String, LossCurve> curves(double times) {
    Map<String, LossCurve> curves = new HashMap<>();
    for (ParameterBlock matrix : matrices) {
      double rise = matrix.equals(matrices.get(0)) ? times : 1;
      curves.put(
          matrix.name(),
          LossCurve.of(SPARSITIES, List.of(1 + rise, 1 + 2 * rise, 1 + 3 * rise), 1));
    }
    return curves;
  }

  private Map<String, Double> sparsities(Map<String, LossCurve> curves, double sparsity) {
    return pruner(curves).sparsities(layout, Mask.all(layout.length()), sparsity);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.77, 0.9, 0.97})
  void whatIsEquallySensitiveIsPrunedAlikeAndTheCountIsExact(double sparsity) {
    for (double times : List.of(1.0, 3.0, 1000.0, 0.0)) {
      Mask mask =
          pruner(curves(times))
              .prune(
                  layout,
                  Mask.all(layout.length()),
                  Scores.of(new float[layout.length()]),
                  sparsity,
                  sparsity);
      long weights = matrices.stream().mapToLong(ParameterBlock::length).sum();
      assertThat(mask.length() - mask.kept()).isEqualTo(Math.round(sparsity * weights));
    }
    assertThat(sparsities(curves(1), sparsity).values())
        .allSatisfy(one -> assertThat(one).isCloseTo(sparsity, within(0.06)));
  }

  @Test
  void aPartThatRisesTwiceAsFastIsHalvedHalfAsOften() {
    Map<String, Double> sparsities = sparsities(curves(2), 0.75);
    double first = halvings(sparsities.get(matrices.get(0).name()));
    double other = halvings(sparsities.get(matrices.get(1).name()));
    assertThat(other / first).isCloseTo(2, within(0.1));
  }

  private static double halvings(double sparsity) {
    return -Math.log(1 - sparsity) / Math.log(2);
  }

  @Test
  void aLossThatFallsOrHasNoEndIsNoTrouble() {
    Map<String, LossCurve> curves = curves(1);
    curves.put(
        matrices.get(0).name(),
        LossCurve.of(SPARSITIES, List.of(0.5, Double.POSITIVE_INFINITY, Double.NaN), 1));
    Map<String, Double> sparsities = sparsities(curves, 0.8);
    assertThat(sparsities.get(matrices.get(0).name())).isBetween(0.45, 0.55);
  }

  @Test
  void sparserLevelsTakeNothingBack() {
    Mask alive = Mask.all(layout.length());
    Pruner pruner = pruner(curves(2.5));
    Scores any = Scores.of(new float[layout.length()]);
    Map<String, Double> before = new HashMap<>();
    for (int step = 1; step < 60; step++) {
      double sparsity = step / 61.0;
      Map<String, Double> now = pruner.sparsities(layout, alive, sparsity);
      before.forEach((name, one) -> assertThat(now.get(name)).isGreaterThanOrEqualTo(one));
      before.putAll(now);
      alive = pruner.prune(layout, alive, any, sparsity, sparsity);
    }
  }
}
