package io.espalier.run;

import io.espalier.data.StableHash;
import io.espalier.importance.Scores;
import io.espalier.model.InputException;
import io.espalier.model.ParameterLayout;
import io.espalier.plan.Plan;
import io.espalier.plan.PrunePlan;
import io.espalier.plan.PrunePlan.During;
import io.espalier.plan.PrunePlan.Moving;
import io.espalier.plan.PrunePlan.When;
import io.espalier.prune.Budget;
import io.espalier.prune.Granularity;
import io.espalier.prune.Growth;
import io.espalier.prune.MaskCourse;
import io.espalier.prune.MoveWindow;
import io.espalier.prune.MovingMask;
import io.espalier.prune.Pruner;
import io.espalier.prune.Rewiring;
import java.util.Optional;
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
   * How the mask moves while a network trains for so many epochs.
   *
   * @param layout of the network, of which nothing was removed
   */
  static MaskCourse course(Plan plan, ParameterLayout layout, int epochs) {
    PrunePlan prune = plan.prune();
    Moving moving = prune.moving();
    boolean ramps = moving.when() == When.TRAINING;
    if (!ramps && moving.growth() == Growth.NONE) {
      return MaskCourse.still();
    }
    During during = moving.during();
    return new MovingMask(
        new MoveWindow(during.startEpoch(), during.end(epochs), during.every()),
        of(prune, layout),
        ramps
            ? Optional.of(
                new MovingMask.Gradual(
                    ScoreStage.criterion(plan), during.ramp(), prune.schedule().sparsity()))
            : Optional.empty(),
        new Rewiring(
            moving.growth(), moving.fraction(), StableHash.of(plan.run().seed(), "rewiring")));
  }

  /**
   * Checks that a network can be pruned to every level as planned, from what is pruned already.
   *
   * @throws io.espalier.model.InputException if it cannot
   */
  static void check(Plan plan, Start start) {
    double sparsity = plan.prune().schedule().sparsity();
    ParameterLayout layout = start.network().layout();
    Pruner pruner = of(plan.prune(), layout);
    pruner.check(sparsity);
    if (!start.mask().isAll() && plan.prune().moving().when() == When.TRAINING) {
      throw new InputException(
          "prune.when = training needs a network that is whole, and %s is pruned already: take"
                  .formatted(plan.network().from())
              + " prune.when = levels");
    }
    if (!start.mask().isAll()) {
      Scores any = Scores.of(new float[layout.length()]);
      ScheduledCourse.of(plan.prune().schedule())
          .levels()
          .forEach(level -> pruner.prune(layout, start.mask(), any, level.sparsity(), sparsity));
    }
  }
}
