package io.espalier.run;

import io.espalier.importance.Scores;
import io.espalier.model.Mask;
import io.espalier.model.Names;
import io.espalier.model.Network;
import io.espalier.model.ParameterLayout;
import io.espalier.plan.PrunePlan;
import io.espalier.plan.PrunePlan.BudgetPlan;
import io.espalier.plan.PrunePlan.GranularityType;
import io.espalier.plan.PrunePlan.Scope;
import io.espalier.prune.Compaction;
import io.espalier.prune.Pruner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a plan's pruning comes to in a network, before any of it is done. */
public final class PruningText {
  private PruningText() {}

  /**
   * A line for each pass: what goes, and which share of the network's parameters is gone then. The
   * share is exact where the scope decides it, and else as if every part lost alike.
   */
  public static String describe(PrunePlan plan, Start start) {
    List<String> lines = new ArrayList<>();
    ParameterLayout dense = start.network().layout();
    Network network = start.network();
    Mask mask = start.mask();
    List<Step> steps = Course.of(plan, start).foreseen();
    plan.until().ifPresent(until -> lines.add(new Allowance(until).text()));
    for (int pass = 1; pass <= plan.all().size(); pass++) {
      int number = pass;
      Pruning last =
          steps.stream()
              .flatMap(step -> step.prunings().stream())
              .filter(pruning -> pruning.pass() == number)
              .reduce((one, other) -> other)
              .orElseThrow();
      ParameterLayout layout = network.layout();
      boolean removes = last.plan().groups().granularity() == GranularityType.UNIT;
      Pruner pruner = PruningRule.of(alike(last), removes ? dense : layout);
      Scores any = Scores.of(new float[layout.length()]);
      mask = pruner.prune(layout, mask, any, last.sparsity(), last.sparsity());
      double sparsity = pruner.ownSparsity(layout).orElse(last.sparsity());
      if (removes) {
        Compaction smaller = Compaction.without(network, Survivors.pruned(layout, mask));
        network = smaller.network();
        mask = smaller.compact(mask);
      }
      lines.add(line(last, pruner.eligible(), sparsity, 1 - (double) mask.kept() / dense.length()));
      lines.addAll(pruner.leaves(layout));
    }
    return String.join("", lines.stream().map(line -> "  " + line + "\n").toList());
  }

  /** The pruning with no part before another. */
  private static Pruning alike(Pruning pruning) {
    PrunePlan plan = pruning.plan();
    BudgetPlan budget = plan.budget();
    BudgetPlan even =
        budget.scope() == Scope.GLOBAL
            ? new BudgetPlan(Scope.UNIFORM, budget.layers(), budget.keepAtLeast())
            : budget;
    return new Pruning(
        plan.with(even), pruning.pass(), pruning.of(), pruning.sparsity(), pruning.finalSparsity());
  }

  private static String line(Pruning pruning, long eligible, double sparsity, double gone) {
    PrunePlan plan = pruning.plan();
    String kind =
        switch (plan.groups().granularity()) {
          case UNIT -> "hidden units, removed";
          case INPUT_FEATURE -> "input features, removed";
          case BLOCK ->
              "blocks of %d x %d"
                  .formatted(plan.groups().block().rows(), plan.groups().block().columns());
          case N_OF_M ->
              "weights, by %d of %d".formatted(plan.groups().nOfM().n(), plan.groups().nOfM().m());
          case WEIGHT -> "weights";
        };
    return String.format(
        Locale.ROOT,
        "%s%.1f %% of %,d %s (%s, %s): then about %.1f %% of the network's parameters are gone",
        pruning.prefix(),
        100 * sparsity,
        eligible,
        kind,
        plan.criterion(),
        Names.of(plan.budget().scope()),
        100 * gone);
  }
}
