package io.espalier.bench;

import io.espalier.engine.training.TrainingNetwork;
import io.espalier.importance.Scores;
import io.espalier.model.HiddenUnits;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Training;
import io.espalier.prune.Budget;
import io.espalier.prune.Compaction;
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
 * @param rules by which it is trained
 * @param mask what is not pruned
 */
public record Variant(NetworkState network, Training rules, Mask mask) {
  /** All of the network. */
  public static Variant dense(NetworkState network, Training rules) {
    return new Variant(network, rules, Mask.all(network.parameters().length));
  }

  /** The largest weights of each matrix; the others are masked. */
  public Variant weights(double sparsity) {
    ParameterLayout layout = network.network().layout();
    float[] sizes = new float[layout.length()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.abs(network.parameters()[i]);
    }
    Mask pruned =
        Pruner.of(Granularity.weight(), Budget.uniform(), Set.of(), layout)
            .prune(layout, mask, Scores.of(sizes), sparsity, sparsity);
    float[] masked = pruned.applyTo(network.parameters());
    return new Variant(NetworkState.of(network.network(), masked), rules, pruned);
  }

  /** The first units of each layer; the others are removed. */
  public Variant units(double sparsity) {
    ParameterLayout layout = network.network().layout();
    Map<Integer, int[]> removed = new TreeMap<>();
    for (int layer : HiddenUnits.of(layout).layers()) {
      int units = layout.layers().get(layer).units();
      int kept = Math.max(1, (int) Math.round(units * (1 - sparsity)));
      removed.put(layer, IntStream.range(kept, units).toArray());
    }
    Compaction compaction = Compaction.without(network.network(), removed);
    float[] parameters = compaction.compact(network.parameters());
    return dense(NetworkState.of(compaction.network(), parameters), rules);
  }

  /**
   * The network in memory, its mask held.
   *
   * @param sparseAbove a matrix of which a larger share is pruned multiplies only what is left
   */
  TrainingNetwork open(double sparseAbove) {
    TrainingNetwork live = new TrainingNetwork(network.network(), rules, sparseAbove);
    live.load(network.parameters(), network.optimiser(), network.progress());
    live.hold(mask);
    return live;
  }
}
