package io.espalier.run;

import io.espalier.importance.Scores;
import io.espalier.model.InputFeatures;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.ParameterLayout;
import io.espalier.plan.PrunePlan.GranularityType;
import io.espalier.prune.Compaction;
import io.espalier.prune.Pruner;
import io.espalier.store.Folder;
import java.util.List;
import java.util.Map;

/**
 * A network under the step's mask; without the units or features that went where they are pruned.
 *
 * @param dense counts what could be lost
 * @param network to be pruned, dense or of the step before
 */
record PruneStage(
    Stage<Trained> dense,
    Stage<Trained> network,
    Stage<Ranking> ranking,
    Step step,
    Pruning pruning)
    implements Stage<Trained> {
  @Override
  public String kind() {
    return "prune";
  }

  @Override
  public String label() {
    return step.label(pruning.prefix() + "prune");
  }

  @Override
  public List<Object> identity() {
    return List.of(pruning.plan(), pruning.sparsity());
  }

  @Override
  public List<Stage<?>> needs() {
    return List.of(ranking, dense);
  }

  @Override
  public void compute(Inputs inputs, Folder into) {
    ParameterLayout original = inputs.of(dense).network().network().layout();
    TrainedFiles.write(
        pruned(pruning, inputs.of(network), inputs.of(ranking).scores(), original), into);
  }

  /**
   * What a pruning leaves of a network.
   *
   * @param importance of its parameters
   * @param original layout of the dense network
   */
  static Trained pruned(
      Pruning pruning, Trained before, Scores importance, ParameterLayout original) {
    NetworkState state = before.network();
    ParameterLayout layout = state.network().layout();
    Pruner pruner = PruningRule.of(pruning, original);
    Mask mask =
        pruner
            .prune(
                layout,
                before.mask(),
                PruningRule.scale(pruning.plan()).of(layout, before.mask(), importance),
                pruning.sparsity(),
                pruning.finalSparsity())
            .and(before.mask());
    if (!pruner.removes()) {
      NetworkState masked = NetworkState.of(state.network(), mask.applyTo(state.parameters()));
      return Trained.untrained(masked, mask, before.survivors());
    }
    if (pruning.plan().groups().granularity() == GranularityType.INPUT_FEATURE) {
      List<Integer> features = InputFeatures.of(layout).pruned(mask);
      return compacted(
          Compaction.withoutFeatures(state.network(), features),
          state,
          mask,
          before.survivors().withoutFeatures(features));
    }
    Map<Integer, int[]> removed = Survivors.pruned(layout, mask);
    return compacted(
        Compaction.without(state.network(), removed),
        state,
        mask,
        before.survivors().without(removed));
  }

  private static Trained compacted(
      Compaction compaction, NetworkState state, Mask mask, Survivors survivors) {
    return Trained.untrained(
        NetworkState.of(compaction.network(), compaction.compact(state.parameters())),
        compaction.compact(mask),
        survivors);
  }

  @Override
  public Trained read(Files files) {
    return TrainedFiles.read(files);
  }
}
