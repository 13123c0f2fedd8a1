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
import net.jqwik.api.constraints.IntRange;

/** Exact counts over growing sparsity, whatever the scores. */
class PrunerProperties {
  private static final ParameterLayout DENSE = ExampleLayouts.stack(3, 5, 2, 6);

  @Property(tries = 100)
  void weightsArePrunedToTheExactCountAndStayPruned(
      @ForAll long seed,
      @ForAll boolean global,
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double a,
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double b) {
    Budget budget = global ? Budget.global() : Budget.uniform();
    Pruner pruner = Pruner.of(Granularity.weight(), budget, Set.of("lstm-1.RW"), DENSE);
    double first = Math.min(a, b);
    double last = Math.max(a, b);
    Mask once = pruner.prune(DENSE, Mask.all(DENSE.length()), scores(DENSE, seed), first, last);
    Mask twice = pruner.prune(DENSE, once, scores(DENSE, seed + 1), last, last);
    assertThat(pruned(once)).isEqualTo(Math.round(first * pruner.eligible()));
    assertThat(pruned(twice)).isEqualTo(Math.round(last * pruner.eligible()));
    assertThat(twice.and(once)).isEqualTo(twice);
    for (ParameterBlock block : DENSE.blocks()) {
      if (!block.role().isPrunable() || block.name().equals("lstm-1.RW")) {
        assertThat(twice.density(block)).as(block.name()).isEqualTo(1.0);
      }
    }
  }

  @Property(tries = 100)
  void uniformKeepsEveryMatrixWithinOneOfItsShare(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double sparsity) {
    Pruner pruner = Pruner.of(Granularity.weight(), Budget.uniform(), Set.of(), DENSE);
    Mask mask =
        pruner.prune(DENSE, Mask.all(DENSE.length()), scores(DENSE, seed), sparsity, sparsity);
    for (ParameterBlock block : DENSE.blocks()) {
      if (block.role().isPrunable()) {
        int gone = block.length() - mask.kept(block.offset(), block.end());
        assertThat(Math.abs(gone - sparsity * block.length())).isLessThanOrEqualTo(1.0);
      }
    }
  }

  @Property(tries = 100)
  void unitsArePrunedToTheExactCountOverCompactedNetworks(
      @ForAll long seed,
      @ForAll boolean global,
      @ForAll @DoubleRange(min = 0, max = 0.78) double a,
      @ForAll @DoubleRange(min = 0, max = 0.78) double b) {
    Budget budget = global ? Budget.global() : Budget.uniform();
    Pruner pruner = Pruner.of(Granularity.unit(), budget, Set.of(), DENSE);
    assertThat(pruner.eligible()).isEqualTo(15);
    double first = Math.min(a, b);
    double last = Math.max(a, b);
    Mask once = pruner.prune(DENSE, Mask.all(DENSE.length()), scores(DENSE, seed), first, last);
    int[] left = living(DENSE, once);
    assertThat(left[0] + left[1] + left[2]).isEqualTo(15 - (int) Math.round(15 * first));
    assertThat(Arrays.stream(left)).allMatch(units -> units >= 1);

    ParameterLayout compact = compacted(left);
    Mask twice =
        pruner.prune(compact, Mask.all(compact.length()), scores(compact, seed + 1), last, last);
    int[] leftNow = living(compact, twice);
    assertThat(leftNow[0] + leftNow[1] + leftNow[2]).isEqualTo(15 - (int) Math.round(15 * last));
    assertThat(Arrays.stream(leftNow)).allMatch(units -> units >= 1);

    Mask masked = pruner.prune(DENSE, once, scores(DENSE, seed + 1), last, last);
    int[] leftMasked = living(DENSE, masked);
    assertThat(leftMasked[0] + leftMasked[1] + leftMasked[2])
        .isEqualTo(15 - (int) Math.round(15 * last));
  }

  @Property(tries = 30)
  void everyParameterOfAPrunedUnitGoesAndNoOther(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 12) int count) {
    Pruner pruner = Pruner.of(Granularity.unit(), Budget.global(), Set.of(), DENSE);
    double sparsity = count / 15.0;
    Mask mask =
        pruner.prune(DENSE, Mask.all(DENSE.length()), scores(DENSE, seed), sparsity, sparsity);
    HiddenUnits units = HiddenUnits.of(DENSE);
    Mask expected = Mask.all(DENSE.length());
    for (int layer : units.layers()) {
      for (int unit = 0; unit < units.count(layer); unit++) {
        if (!mask.keeps(units.incoming(layer, unit)[0])
            && kept(mask, units.parameters(layer, unit)) == 0) {
          expected = expected.without(units.parameters(layer, unit));
        }
      }
    }
    assertThat(mask).isEqualTo(expected);
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
      scores[i] = random.nextInt(values);
    }
    return Scores.of(scores);
  }
}
