package io.espalier.run;

import io.espalier.data.Dataset;
import io.espalier.data.StableHash;
import io.espalier.importance.Criteria;
import io.espalier.importance.Criterion;
import io.espalier.importance.Evidence;
import io.espalier.importance.Scores;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Progress;
import io.espalier.network.Compaction;
import io.espalier.network.Layouts;
import io.espalier.plan.Plan;
import io.espalier.plan.PrunePlan;
import io.espalier.plan.PrunePlan.GranularityType;
import io.espalier.prune.Budget;
import io.espalier.prune.Granularity;
import io.espalier.prune.Pruner;
import io.espalier.schedule.Level;
import io.espalier.schedule.Schedules;
import io.espalier.store.Folder;
import io.espalier.store.Json;
import io.espalier.store.StateCodec;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The stages of a level that decide what goes: importance of every weight, then the mask. */
final class PruningSteps {
  private final Plan plan;
  private final Stages stages;
  private final Scorer scorer;

  PruningSteps(Plan plan, Stages stages, Scorer scorer) {
    this.plan = plan;
    this.stages = stages;
    this.scorer = scorer;
  }

  /** The plan's rule for one network; refuses what that network cannot be pruned by. */
  static Pruner pruner(PrunePlan prune, ParameterLayout dense) {
    Granularity granularity =
        switch (prune.granularity()) {
          case WEIGHT -> Granularity.weight();
          case UNIT -> Granularity.unit();
        };
    Budget budget =
        switch (prune.scope()) {
          case GLOBAL -> Budget.global();
          case UNIFORM -> Budget.uniform();
          case PER_LAYER -> Budget.perLayer(prune.layers());
        };
    return Pruner.of(granularity, budget, Set.copyOf(prune.exclude()), dense);
  }

  /**
   * Checks that a network can be pruned to every level as planned, from what is pruned already.
   *
   * @throws io.espalier.model.InputException if it cannot
   */
  static void check(Plan plan, Start start) {
    PrunePlan.SchedulePlan schedule = plan.prune().schedule();
    ParameterLayout layout = Layouts.of(start.network().structure());
    Pruner pruner = pruner(plan.prune(), layout);
    pruner.check(schedule.sparsity());
    if (!start.mask().isAll()) {
      Scores any = Scores.of(new float[layout.length()]);
      Schedules.levels(schedule.type(), schedule.levels(), schedule.sparsity())
          .forEach(
              level ->
                  pruner.prune(layout, start.mask(), any, level.sparsity(), schedule.sparsity()));
    }
  }

  /** Importance of every parameter. */
  record Scored(StageKey key, Scores scores) {}

  Scored score(Trained network, Level level, int levels, Dataset dataset) {
    String label = "level %d/%d · score".formatted(level.index(), levels);
    long seed = StableHash.of(plan.run().seed(), "criterion");
    Criterion criterion = Criteria.named(plan.prune().criterion(), seed);
    StageKey key =
        StageKey.of(
            "score",
            plan.prune().criterion(),
            plan.evaluate(),
            seed,
            plan.train().rounds().replicas(),
            network.key());
    return stages.get(
        label,
        key,
        folder -> {
          NetworkState state = network.network();
          ParameterLayout layout = Layouts.of(state.structure());
          Evidence evidence =
              criterion.needs().isEmpty()
                  ? Evidence.empty(Set.of(), 0, 0)
                  : scorer.gather(
                      plan.run().name() + " · " + label,
                      state,
                      network.mask(),
                      criterion.needs(),
                      dataset);
          Scores scores = criterion.score(layout, state.parameters(), evidence);
          folder.write("scores.bin", StateCodec.write(scores.values()));
        },
        files -> new Scored(key, Scores.of(StateCodec.readFloats(files.read("scores.bin")))));
  }

  /** The network under the level's mask; with unit granularity, without the units that went. */
  Trained prune(Trained network, Scored scored, Level level, Trained dense) {
    int levels = plan.prune().schedule().levels();
    StageKey key = StageKey.of("prune", plan.prune(), level.sparsity(), scored.key(), dense.key());
    return stages.get(
        "level %d/%d · prune".formatted(level.index(), levels),
        key,
        folder -> write(pruned(network, scored, level, dense, key), folder),
        files ->
            new Trained(
                key,
                StateCodec.readNetwork(files.read("network.bin")),
                StateCodec.readMask(files.read("mask.bin")),
                Json.read(files.read("survivors.json"), Survivors.class, "survivors.json"),
                List.of()));
  }

  private Trained pruned(Trained network, Scored scored, Level level, Trained dense, StageKey key) {
    NetworkState state = network.network();
    ParameterLayout layout = Layouts.of(state.structure());
    Mask mask =
        pruner(plan.prune(), Layouts.of(dense.network().structure()))
            .prune(
                layout,
                network.mask(),
                scored.scores(),
                level.sparsity(),
                plan.prune().schedule().sparsity())
            .and(network.mask());
    if (plan.prune().granularity() == GranularityType.WEIGHT) {
      NetworkState masked =
          state.with(mask.applyTo(state.parameters()), new float[0], Progress.START);
      return new Trained(key, masked, mask, network.survivors(), List.of());
    }
    Map<Integer, int[]> removed = Survivors.pruned(layout, mask);
    Compaction compaction = Compaction.without(state.structure(), removed);
    float[] parameters = compaction.compact(state.parameters());
    return new Trained(
        key,
        new NetworkState(compaction.structure(), parameters, new float[0], Progress.START),
        compaction.compact(mask),
        network.survivors().without(removed),
        List.of());
  }

  private static void write(Trained pruned, Folder folder) {
    folder.write("network.bin", StateCodec.write(pruned.network()));
    folder.write("mask.bin", StateCodec.write(pruned.mask()));
    folder.write("survivors.json", Json.write(pruned.survivors()));
  }
}
