package io.espalier.run;

import io.espalier.importance.Criteria;
import io.espalier.importance.Scores;
import io.espalier.model.ParameterLayout;
import io.espalier.plan.Plan;
import io.espalier.plan.PrunePlan;
import io.espalier.prune.Budget;
import io.espalier.prune.Granularity;
import io.espalier.prune.Pruner;
import java.util.Set;

/** The plan's rule of what goes. */
final class PruningRule {
  private PruningRule() {}

  /** The rule for one network; refuses what that network cannot be pruned by. */
  static Pruner of(PrunePlan prune, ParameterLayout dense) {
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
    double sparsity = plan.prune().schedule().sparsity();
    ParameterLayout layout = start.network().layout();
    Criteria.named(plan.prune().criterion(), 0).check(layout);
    Pruner pruner = of(plan.prune(), layout);
    pruner.check(sparsity);
    if (!start.mask().isAll()) {
      Scores any = Scores.of(new float[layout.length()]);
      ScheduledCourse.of(plan.prune().schedule())
          .levels()
          .forEach(level -> pruner.prune(layout, start.mask(), any, level.sparsity(), sparsity));
    }
  }
}
