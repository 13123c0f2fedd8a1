package io.espalier.prune;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.importance.Scores;
import io.espalier.model.ExampleLayouts;
import io.espalier.model.HiddenUnits;
import io.espalier.model.LayerKind;
import io.espalier.model.LayerShape;
import io.espalier.model.Mask;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** What a sort over all groups would prune, to exact counts over growing sparsity. */
class PrunerProperties {
  private static final ParameterLayout DENSE = ExampleLayouts.stack(3, 5, 2, 6);
  private static final Mask ALL = Mask.all(DENSE.length());

  @Property(tries = 100)
  void theLowestWeightsGoToTheExactCountAndStayPruned(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double a,
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double b) {
    Set<String> exclude = Set.of("lstm-1.RW");
    Pruner pruner = Pruner.of(Granularity.weight(), Budget.global(), exclude, DENSE);
    double first = Math.min(a, b);
    double last = Math.max(a, b);
    Mask once = pruner.prune(DENSE, ALL, scores(DENSE, seed), first, last);
    assertThat(once)
        .isEqualTo(PrunerOracle.weights(DENSE, ALL, scores(DENSE, seed), exclude).global(first));
    assertThat(pruned(once)).isEqualTo(Math.round(first * pruner.eligible()));

    Mask twice = pruner.prune(DENSE, once, scores(DENSE, seed + 1), last, last);
    assertThat(twice)
        .isEqualTo(
            PrunerOracle.weights(DENSE, once, scores(DENSE, seed + 1), exclude).global(last));
    assertThat(pruned(twice)).isEqualTo(Math.round(last * pruner.eligible()));
    assertThat(twice.and(once)).isEqualTo(twice);
    for (ParameterBlock block : DENSE.blocks()) {
      if (!block.role().isPrunable() || exclude.contains(block.name())) {
        assertThat(twice.density(block)).as(block.name()).isEqualTo(1.0);
      }
    }
  }

  @Property(tries = 100)
  void uniformTakesTheLowestOfEveryMatrixWithinOneOfItsShare(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double a,
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double b) {
    Pruner pruner = Pruner.of(Granularity.weight(), Budget.uniform(), Set.of(), DENSE);
    double first = Math.min(a, b);
    double last = Math.max(a, b);
    Mask once = pruner.prune(DENSE, ALL, scores(DENSE, seed), first, last);
    expectUniform(PrunerOracle.weights(DENSE, ALL, scores(DENSE, seed), Set.of()), once, first);
    for (ParameterBlock block : DENSE.blocks()) {
      if (block.role().isPrunable()) {
        int gone = block.length() - once.kept(block.offset(), block.end());
        assertThat(Math.abs(gone - first * block.length())).isLessThanOrEqualTo(1.0);
      }
    }
    Scores later = scores(DENSE, seed + 1);
    Mask twice = pruner.prune(DENSE, once, later, last, last);
    expectUniform(PrunerOracle.weights(DENSE, once, later, Set.of()), twice, last);
  }

  @Property(tries = 100)
  void theLowestUnitsGoWithAllTheirParametersAndNoOther(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0, max = 0.78) double a,
      @ForAll @DoubleRange(min = 0, max = 0.78) double b) {
    Pruner pruner = Pruner.of(Granularity.unit(), Budget.global(), Set.of(), DENSE);
    assertThat(pruner.eligible()).isEqualTo(15);
    double first = Math.min(a, b);
    double last = Math.max(a, b);
    Scores scores = scores(DENSE, seed);
    Mask once = pruner.prune(DENSE, ALL, scores, first, last);
    assertThat(once).isEqualTo(PrunerOracle.units(DENSE, DENSE, ALL, scores).global(first));
    int[] left = living(DENSE, once);
    expectCount(left, first);

    ParameterLayout compact = compacted(left);
    Mask all = Mask.all(compact.length());
    Scores later = scores(compact, seed + 1);
    Mask twice = pruner.prune(compact, all, later, last, last);
    assertThat(twice).isEqualTo(PrunerOracle.units(DENSE, compact, all, later).global(last));
    expectCount(living(compact, twice), last);

    Scores masked = scores(DENSE, seed + 1);
    Mask more = pruner.prune(DENSE, once, masked, last, last);
    assertThat(more).isEqualTo(PrunerOracle.units(DENSE, DENSE, once, masked).global(last));
    expectCount(living(DENSE, more), last);
  }

  @Property(tries = 100)
  void uniformTakesTheLowestUnitsOfEveryLayer(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0, max = 0.78) double a,
      @ForAll @DoubleRange(min = 0, max = 0.78) double b) {
    Pruner pruner = Pruner.of(Granularity.unit(), Budget.uniform(), Set.of(), DENSE);
    double first = Math.min(a, b);
    double last = Math.max(a, b);
    Scores scores = scores(DENSE, seed);
    Mask once = pruner.prune(DENSE, ALL, scores, first, last);
    expectUniform(PrunerOracle.units(DENSE, DENSE, ALL, scores), once, first);
    expectCount(living(DENSE, once), first);

    ParameterLayout compact = compacted(living(DENSE, once));
    Mask all = Mask.all(compact.length());
    Scores later = scores(compact, seed + 1);
    Mask twice = pruner.prune(compact, all, later, last, last);
    expectUniform(PrunerOracle.units(DENSE, compact, all, later), twice, last);
    expectCount(living(compact, twice), last);
  }

  private static void expectUniform(PrunerOracle oracle, Mask result, double sparsity) {
    oracle.expectUniformCounts(result, sparsity);
    assertThat(result).isEqualTo(oracle.withCountsOf(result));
  }

  private static void expectCount(int[] living, double sparsity) {
    assertThat(Arrays.stream(living).sum()).isEqualTo(15 - (int) Math.round(15 * sparsity));
    assertThat(Arrays.stream(living)).allMatch(units -> units >= 1);
  }

  private static ParameterLayout compacted(int[] units) {
    ParameterLayout stack = ExampleLayouts.stack(3, units[0], 2, units[1]);
    List<LayerShape> layers = new ArrayList<>(stack.layers());
    List<ParameterBlock> blocks = new ArrayList<>(stack.blocks().subList(0, 9));
    layers.set(2, new LayerShape("dense-2", LayerKind.DENSE, units[1], units[2], 1));
    int[][] shapes = {{units[1], units[2]}, {1, units[2]}, {units[2], 3}, {1, 3}};
    for (int i = 0; i < shapes.length; i++) {
      ParameterBlock old = stack.blocks().get(9 + i);
      int offset = blocks.get(blocks.size() - 1).end();
      blocks.add(
          new ParameterBlock(
              old.name(), old.layer(), old.role(), shapes[i][0], shapes[i][1], offset));
    }
    return ParameterLayout.chain(layers, blocks);
  }

  private static int[] living(ParameterLayout layout, Mask mask) {
    HiddenUnits units = HiddenUnits.of(layout);
    int[] living = new int[3];
    for (int layer : units.layers()) {
      for (int unit = 0; unit < units.count(layer); unit++) {
        living[layer] += kept(mask, units.parameters(layer, unit)) > 0 ? 1 : 0;
      }
    }
    return living;
  }

  private static int kept(Mask mask, int[] positions) {
    int kept = 0;
    for (int position : positions) {
      kept += mask.keeps(position) ? 1 : 0;
    }
    return kept;
  }

  private static int pruned(Mask mask) {
    return mask.length() - mask.kept();
  }

  private static Scores scores(ParameterLayout layout, long seed) {
    Random random = new Random(seed);
    int values = 1 + random.nextInt(20);
    float[] scores = new float[layout.length()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = random.nextInt(values) - values / 2;
    }
    return Scores.of(scores);
  }
}
