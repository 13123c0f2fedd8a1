package io.espalier.run;

import io.espalier.importance.Scores;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Progress;
import io.espalier.network.Compaction;
import io.espalier.network.Layouts;
import io.espalier.plan.PrunePlan;
import io.espalier.plan.PrunePlan.GranularityType;
import io.espalier.store.Folder;
import io.espalier.store.Json;
import io.espalier.store.StateCodec;
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
    Stage<Scores> scores,
    Step step,
    double finalSparsity)
    implements Stage<Trained> {
  private static final String NETWORK = "network.bin";
  private static final String MASK = "mask.bin";
  private static final String SURVIVORS = "survivors.json";

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
    return List.of(scores, dense);
  }

  @Override
  public void compute(Inputs inputs, Folder into) {
    Trained pruned = pruned(inputs.of(network), inputs.of(scores), inputs.of(dense));
    into.write(NETWORK, StateCodec.write(pruned.network()));
    into.write(MASK, StateCodec.write(pruned.mask()));
    into.write(SURVIVORS, Json.write(pruned.survivors()));
  }

  private Trained pruned(Trained before, Scores importance, Trained original) {
    NetworkState state = before.network();
    ParameterLayout layout = Layouts.of(state.structure());
    Mask mask =
        PruningRule.of(plan, Layouts.of(original.network().structure()))
            .prune(layout, before.mask(), importance, step.sparsity(), finalSparsity)
            .and(before.mask());
    if (plan.granularity() == GranularityType.WEIGHT) {
      NetworkState masked =
          state.with(mask.applyTo(state.parameters()), new float[0], Progress.START);
      return new Trained(masked, mask, before.survivors(), List.of());
    }
    Map<Integer, int[]> removed = Survivors.pruned(layout, mask);
    Compaction compaction = Compaction.without(state.structure(), removed);
    return new Trained(
        new NetworkState(
            compaction.structure(),
            compaction.compact(state.parameters()),
            new float[0],
            Progress.START),
        compaction.compact(mask),
        before.survivors().without(removed),
        List.of());
  }

  @Override
  public Trained read(Files files, Inputs inputs) {
    return new Trained(
        StateCodec.readNetwork(files.read(NETWORK)),
        StateCodec.readMask(files.read(MASK)),
        Json.read(files.read(SURVIVORS), Survivors.class, SURVIVORS),
        List.of());
  }
}
