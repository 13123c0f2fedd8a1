package io.espalier.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.importance.Criteria;
import io.espalier.importance.Scores;
import io.espalier.model.ExampleGraphs;
import io.espalier.model.ExampleLayouts;
import io.espalier.model.HiddenUnits;
import io.espalier.model.InputException;
import io.espalier.model.Mask;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrunerTest {
  private static final ParameterLayout DENSE = ExampleLayouts.stack(3, 5, 1, 6);
  private static final Mask ALL = Mask.all(DENSE.length());

  @Test
  void prunesExactCountWhenScoresTie() {
    Pruner pruner = Pruner.of(Granularity.weight(), Budget.global(), Set.of(), DENSE);
    Mask mask = pruner.prune(DENSE, ALL, zeros(), 0.5, 0.5);
    assertThat(mask.length() - mask.kept()).isEqualTo(Math.round(0.5 * pruner.eligible()));
    assertThat(mask.keeps(0)).isFalse();
    assertThat(mask.density(block("output.W"))).isEqualTo(1.0);
  }

  @Test
  void perLayerSparsityScalesWithTheLevelAndLeavesOthersAlone() {
    Budget budget = Budget.perLayer(Map.of("lstm-0", 0.5, "lstm-0.RW", 0.8));
    Pruner pruner = Pruner.of(Granularity.weight(), budget, Set.of(), DENSE);
    Mask half = pruner.prune(DENSE, ALL, zeros(), 0.3, 0.6);
    assertThat(half.density(block("lstm-0.W"))).isEqualTo(0.75);
    assertThat(half.density(block("lstm-0.RW"))).isEqualTo(0.6);
    assertThat(half.density(block("lstm-1.W"))).isEqualTo(1.0);
    Mask whole = pruner.prune(DENSE, half, zeros(), 0.6, 0.6);
    assertThat(whole.density(block("lstm-0.W"))).isEqualTo(0.5);
    assertThat(whole.density(block("lstm-0.RW"))).isEqualTo(0.2);
  }

  @Test
  void everyLayerKeepsItsBestUnit() {
    Pruner pruner = Pruner.of(Granularity.unit(), Budget.global(), Set.of(), DENSE);
    float[] scores = new float[DENSE.length()];
    HiddenUnits units = HiddenUnits.of(DENSE);
    for (int parameter : units.incoming(1, 2)) {
      scores[parameter] = 5f;
    }
    Mask mask = pruner.prune(DENSE, ALL, Scores.of(scores), 0.8, 0.8);
    assertThat(mask.keeps(bias(units, 1, 2))).isTrue();
    assertThat(mask.keeps(bias(units, 1, 0))).isFalse();
  }

  @Test
  void askingForMoreUnitsThanCanGoIsRefused() {
    Pruner global = Pruner.of(Granularity.unit(), Budget.global(), Set.of(), DENSE);
    assertThatCode(() -> global.check(0.8)).doesNotThrowAnyException();
    assertThatThrownBy(() -> global.check(0.9))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("pruning 14 of [lstm-0, lstm-1, dense-2]")
        .hasMessageContaining("at most 12");
    Pruner uniform = Pruner.of(Granularity.unit(), Budget.uniform(), Set.of(), DENSE);
    assertThatThrownBy(() -> uniform.prune(DENSE, ALL, zeros(), 0.9, 0.9))
        .isInstanceOf(InputException.class);
    Pruner own =
        Pruner.of(Granularity.unit(), Budget.perLayer(Map.of("lstm-0", 0.95)), Set.of(), DENSE);
    assertThatThrownBy(() -> own.check(0.95))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("pruning 5 of [lstm-0]");
  }

  @Test
  void goingBackToALowerSparsityIsRefused() {
    Pruner pruner = Pruner.of(Granularity.weight(), Budget.global(), Set.of(), DENSE);
    Mask mask = pruner.prune(DENSE, ALL, zeros(), 0.5, 0.5);
    assertThatThrownBy(() -> pruner.prune(DENSE, mask, zeros(), 0.4, 0.5))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("pruned already");
  }

  @Test
  void unknownNamesAreRefusedAllAtOnceWithTheLegalOnes() {
    assertThatThrownBy(
            () ->
                Pruner.of(
                    Granularity.weight(),
                    Budget.perLayer(Map.of("lstm-7", 0.5)),
                    Set.of("lstm-0.b"),
                    DENSE))
        .isInstanceOfSatisfying(InputException.class, e -> assertThat(e.problems()).hasSize(2))
        .hasMessageContaining("prune.exclude names lstm-0.b")
        .hasMessageContaining("prune.layers names lstm-7")
        .hasMessageContaining("lstm-0, lstm-0.W, lstm-0.RW, lstm-1, lstm-1.W")
        .hasMessageContaining("did you mean lstm-0");
  }

  @Test
  void excludingEverythingIsRefused() {
    assertThatThrownBy(
            () ->
                Pruner.of(
                    Granularity.unit(),
                    Budget.global(),
                    Set.of("lstm-0", "lstm-1", "dense-2"),
                    DENSE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("leaves nothing to prune");
  }

  @Test
  void criterionOfUnitsIsRefusedForWeights() {
    assertThatThrownBy(
            () -> Granularity.weight().check("activation", Criteria.named("activation", 1)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("prune.criterion activation");
    assertThatCode(() -> Granularity.unit().check("activation", Criteria.named("activation", 1)))
        .doesNotThrowAnyException();
  }

  @Test
  void criterionOfFeaturesIsRefusedForUnitsAndTokensHaveNoFeatures() {
    assertThatThrownBy(
            () -> Granularity.unit().check("permutation", Criteria.named("permutation", 1)))
        .hasMessageContaining("input features only; set prune.granularity = input-feature");
    assertThatThrownBy(
            () ->
                Pruner.of(
                    Granularity.inputFeature(),
                    Budget.global(),
                    Set.of(),
                    ExampleGraphs.tokens().layout()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("layer e reads tokens");
  }

  /** Position of a bias, which belongs to one unit only. */
  private static int bias(HiddenUnits units, int layer, int unit) {
    int[] incoming = units.incoming(layer, unit);
    return incoming[incoming.length - 1];
  }

  private static Scores zeros() {
    return Scores.of(new float[DENSE.length()]);
  }

  private static ParameterBlock block(String name) {
    return DENSE.blocks().stream().filter(b -> b.name().equals(name)).findFirst().orElseThrow();
  }
}
