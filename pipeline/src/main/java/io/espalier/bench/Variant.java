package io.espalier.bench;

import io.espalier.importance.Scores;
import io.espalier.model.HiddenUnits;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.ParameterLayout;
import io.espalier.network.Compaction;
import io.espalier.network.Layouts;
import io.espalier.network.LiveNetwork;
import io.espalier.network.Training;
import io.espalier.prune.Budget;
import io.espalier.prune.Granularity;
import io.espalier.prune.Pruner;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A network, dense or pruned without regard to what it says: how long it takes does not depend on
 * that.
 *
 * @param network its numbers, 0 where they are pruned
 * @param mask what is not pruned
 */
public record Variant(NetworkState network, Mask mask) {
  /** All of the network. */
  public static Variant dense(NetworkState network) {
    return new Variant(network, Mask.all(network.parameters().length));
  }

  /** The largest weights of each matrix; the others are masked. */
  public static Variant weights(NetworkState network, double sparsity) {
    ParameterLayout layout = Layouts.of(network.structure());
    float[] sizes = new float[layout.length()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.abs(network.parameters()[i]);
    }
    Mask mask =
        Pruner.of(Granularity.weight(), Budget.uniform(), Set.of(), layout)
            .prune(layout, Mask.all(layout.length()), Scores.of(sizes), sparsity, sparsity);
    float[] masked = mask.applyTo(network.parameters());
    return new Variant(Training.fresh(network.structure(), masked), mask);
  }

  /** The first units of each layer; the others are removed. */
  public static Variant units(NetworkState network, double sparsity) {
    ParameterLayout layout = Layouts.of(network.structure());
    Map<Integer, int[]> removed = new TreeMap<>();
    for (int layer : HiddenUnits.of(layout).layers()) {
      int units = layout.layers().get(layer).units();
      int kept = Math.max(1, (int) Math.round(units * (1 - sparsity)));
      removed.put(layer, IntStream.range(kept, units).toArray());
    }
    Compaction compaction = Compaction.without(network.structure(), removed);
    return dense(Training.fresh(compaction.structure(), compaction.compact(network.parameters())));
  }

  /**
   * The network in memory, its mask held.
   *
   * @param sparseAbove a matrix of which a larger share is pruned multiplies only what is left
   */
  LiveNetwork open(double sparseAbove) {
    LiveNetwork live = LiveNetwork.open(network.structure(), sparseAbove);
    live.load(network.parameters(), network.optimiser(), network.progress());
    live.hold(mask);
    return live;
  }
}
