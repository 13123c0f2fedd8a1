package io.espalier.run;

import io.espalier.data.Split;
import io.espalier.model.InputException;
import io.espalier.model.LayerShape;
import io.espalier.model.Names;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import io.espalier.plan.PrunePlan;
import io.espalier.plan.PrunePlan.BudgetPlan;
import io.espalier.plan.PrunePlan.Gate;
import io.espalier.plan.PrunePlan.GranularityType;
import io.espalier.plan.PrunePlan.GroupPlan;
import io.espalier.plan.PrunePlan.Scope;
import io.espalier.plan.PrunePlan.When;
import io.espalier.prune.Budget;
import io.espalier.prune.LossCurve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Finds how sensitive the parts of the dense network are.
 *
 * @param scorer ranks them
 */
record Sensing(
    StageGraph graph, EvaluateStage.Setting setting, Scorer scorer, Stage<Trained> dense) {

  /** The sensitivity of every part to a pruning, and of every gate where gates are asked for. */
  Sensitivity of(Pruning pruning, Stage<Ranking> ranking, Detail detail) {
    ParameterLayout layout = graph.of(dense).network().network().layout();
    List<CompletableFuture<PartSensitivity>> found = new ArrayList<>();
    GroupPlan groups = pruning.plan().groups();
    for (String part : PruningRule.of(alone(pruning, groups), layout).parts()) {
      found.add(begin(pruning, ranking, only(pruning, layout, part, groups.gates()), part, ""));
      for (Gate gate : detail == Detail.GATES ? gates(layout, part, groups) : List.<Gate>of()) {
        GroupPlan own = only(pruning, layout, part, Set.of(gate));
        found.add(begin(pruning, ranking, own, part, Names.of(gate)));
      }
    }
    EvaluateStage evaluation = new EvaluateStage(setting, "dense", dense, dense, Split.VALIDATION);
    return new Sensitivity(
        pruning.prefix()
            + Names.of(pruning.plan().groups().granularity())
            + ", "
            + pruning.plan().criterion(),
        graph.of(evaluation),
        found.stream().map(StageGraph::joined).toList());
  }

  /**
   * Refuses a plan of which nothing can be found.
   *
   * @throws InputException naming the key
   */
  static void check(PrunePlan plan) {
    if (plan.moving().when() == When.START) {
      throw new InputException(
          "prune.when = start trains no dense network whose sensitivity could be found; take"
              + " prune.when = levels");
    }
    if (plan.all().stream()
        .anyMatch(pass -> pass.groups().granularity() == GranularityType.N_OF_M)) {
      throw new InputException(
          "prune.granularity = n-of-m has one sparsity alone, so there is no sensitivity to others;"
              + " take weight, block or unit");
    }
  }

  /** How finely a network is looked at. */
  enum Detail {
    PARTS,
    GATES
  }

  private CompletableFuture<PartSensitivity> begin(
      Pruning pruning, Stage<Ranking> ranking, GroupPlan groups, String part, String gate) {
    PrunePlan plan = alone(pruning, groups).plan();
    return graph.begin(new SensitivityStage(setting, dense, ranking, plan, part, gate));
  }

  /** The ranking of the dense network for a pruning. */
  Stage<Ranking> ranking(Pruning pruning) {
    return new ScoreStage(setting, scorer, dense, "dense · " + pruning.prefix() + "score", pruning);
  }

  private static Pruning alone(Pruning pruning, GroupPlan groups) {
    BudgetPlan budget =
        new BudgetPlan(Scope.GLOBAL, Map.of(), pruning.plan().budget().keepAtLeast());
    return new Pruning(pruning.plan().with(groups).with(budget), 1, 1, 0, 0);
  }

  /** The groups of one part: those of all others are excluded. */
  private static GroupPlan only(
      Pruning pruning, ParameterLayout layout, String part, Set<Gate> gates) {
    GroupPlan all = with(pruning.plan().groups(), gates, List.of());
    List<String> others =
        PruningRule.of(alone(pruning, all), layout).parts().stream()
            .filter(other -> !other.equals(part))
            .toList();
    return with(all, gates, others);
  }

  private static GroupPlan with(GroupPlan groups, Set<Gate> gates, List<String> exclude) {
    return new GroupPlan(groups.granularity(), groups.block(), groups.nOfM(), gates, exclude);
  }

  /** The gates of a matrix of which weights may go. */
  private static List<Gate> gates(ParameterLayout layout, String part, GroupPlan groups) {
    if (groups.granularity() == GranularityType.UNIT) {
      return List.of();
    }
    List<String> own =
        layout.blocks().stream()
            .filter(block -> block.name().equals(part))
            .map(ParameterBlock::layer)
            .map(layer -> layout.layers().get(layer))
            .map(LayerShape::kind)
            .flatMap(kind -> kind.gates().stream())
            .toList();
    return Arrays.stream(Gate.values())
        .filter(gate -> own.contains(Names.of(gate)))
        .filter(gate -> groups.gates().isEmpty() || groups.gates().contains(gate))
        .toList();
  }

  /**
   * A pruning with scope sensitivity as one with a sparsity for each part; any other as it is.
   *
   * @param network that it prunes
   */
  Pruning allotted(Pruning pruning, Trained network) {
    BudgetPlan budget = pruning.plan().budget();
    if (budget.scope() != Scope.SENSITIVITY) {
      return pruning;
    }
    Sensitivity found = of(pruning, ranking(pruning), Detail.PARTS);
    Map<String, LossCurve> curves = new HashMap<>();
    found
        .parts()
        .forEach(
            part ->
                curves.put(
                    part.part(),
                    LossCurve.of(Sensitivity.SPARSITIES, found.losses(part), found.denseLoss())));
    Map<String, Double> sparsities =
        PruningRule.of(
                pruning, Budget.sensitivity(curves), graph.of(dense).network().network().layout())
            .sparsities(network.network().network().layout(), network.mask(), pruning.sparsity());
    BudgetPlan own = new BudgetPlan(Scope.PER_LAYER, sparsities, budget.keepAtLeast());
    return new Pruning(
        pruning.plan().with(own),
        pruning.pass(),
        pruning.of(),
        pruning.sparsity(),
        pruning.sparsity());
  }
}
