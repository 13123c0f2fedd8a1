package io.espalier.run;

import io.espalier.importance.Criteria;
import io.espalier.importance.Normalisation;
import io.espalier.importance.Scores;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.ParameterLayout;
import io.espalier.plan.PrunePlan;
import io.espalier.plan.PrunePlan.GranularityType;
import io.espalier.prune.Compaction;
import io.espalier.store.Folder;
import java.util.List;
import java.util.Map;

/**
 * A network under the step's mask; with unit granularity, without the units that went.
 *
 * @param dense counts what could be lost
 * @param network to be pruned, dense or of the step before
 */
record PruneStage(
    PrunePlan plan,
    Stage<Trained> dense,
    Stage<Trained> network,
    Stage<Ranking> ranking,
    Step step,
    double finalSparsity)
    implements Stage<Trained> {
  @Override
  public String kind() {
    return "prune";
  }

  @Override
  public String label() {
    return step.label("prune");
  }

  @Override
  public List<Object> identity() {
    return List.of(plan, step.sparsity());
  }

  @Override
  public List<Stage<?>> needs() {
    return List.of(ranking, dense);
  }

  @Override
  public void compute(Inputs inputs, Folder into) {
    TrainedFiles.write(
        pruned(inputs.of(network), inputs.of(ranking).scores(), inputs.of(dense)), into);
  }

  private Trained pruned(Trained before, Scores importance, Trained original) {
    NetworkState state = before.network();
    ParameterLayout layout = state.network().layout();
    Mask mask =
        PruningRule.of(plan, original.network().network().layout())
            .prune(
                layout,
                before.mask(),
                scale(importance, layout, before.mask()),
                step.sparsity(),
                finalSparsity)
            .and(before.mask());
    if (plan.granularity() == GranularityType.WEIGHT) {
      NetworkState masked = NetworkState.of(state.network(), mask.applyTo(state.parameters()));
      return Trained.untrained(masked, mask, before.survivors());
    }
    Map<Integer, int[]> removed = Survivors.pruned(layout, mask);
    Compaction compaction = Compaction.without(state.network(), removed);
    return Trained.untrained(
        NetworkState.of(compaction.network(), compaction.compact(state.parameters())),
        compaction.compact(mask),
        before.survivors().without(removed));
  }

  private Scores scale(Scores importance, ParameterLayout layout, Mask alive) {
    Normalisation scale =
        switch (plan.measure().normalise()) {
          case AUTO -> Criteria.named(plan.criterion(), 0).normalisation();
          case NONE -> Normalisation.NONE;
          case MATRIX -> Normalisation.MATRIX;
          case LAYER -> Normalisation.LAYER;
        };
    return scale.of(layout, alive, importance);
  }

  @Override
  public Trained read(Files files) {
    return TrainedFiles.read(files);
  }
}
