package io.espalier.run;

import io.espalier.data.DatasetInfo;
import io.espalier.data.StableHash;
import io.espalier.importance.Criteria;
import io.espalier.importance.Normalisation;
import io.espalier.importance.Scores;
import io.espalier.model.InputException;
import io.espalier.model.Names;
import io.espalier.model.NetworkState;
import io.espalier.model.ParameterLayout;
import io.espalier.plan.Plan;
import io.espalier.plan.PrunePlan;
import io.espalier.plan.PrunePlan.BudgetPlan;
import io.espalier.plan.PrunePlan.During;
import io.espalier.plan.PrunePlan.GranularityType;
import io.espalier.plan.PrunePlan.GroupPlan;
import io.espalier.plan.PrunePlan.Moving;
import io.espalier.plan.PrunePlan.NormaliseType;
import io.espalier.plan.PrunePlan.When;
import io.espalier.prune.Budget;
import io.espalier.prune.Granularity;
import io.espalier.prune.Growth;
import io.espalier.prune.MaskCourse;
import io.espalier.prune.MoveWindow;
import io.espalier.prune.MovingMask;
import io.espalier.prune.Pruner;
import io.espalier.prune.Rewiring;
import io.espalier.prune.UnitScale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The plan's rule of what goes. */
final class PruningRule {
  private PruningRule() {}

  /** The rule for one network; refuses what that network cannot be pruned by. */
  static Pruner of(Pruning pruning, ParameterLayout dense) {
    return of(pruning, budget(pruning.plan().budget()), dense);
  }

  /** The same with another budget. */
  static Pruner of(Pruning pruning, Budget budget, ParameterLayout dense) {
    Pruner pruner = of(pruning.plan(), budget, dense);
    return pruning.of() > 1 ? pruner.amongOthers() : pruner;
  }

  private static Pruner of(PrunePlan prune, ParameterLayout dense) {
    return of(prune, budget(prune.budget()), dense);
  }

  private static Pruner of(PrunePlan prune, Budget budget, ParameterLayout dense) {
    Set<String> exclude = Set.copyOf(prune.groups().exclude());
    return Pruner.of(granularity(prune), budget, exclude, dense)
        .keepingAtLeast(prune.budget().keepAtLeast());
  }

  private static Granularity granularity(PrunePlan prune) {
    GroupPlan groups = prune.groups();
    Set<String> gates = groups.gates().stream().map(Names::of).collect(Collectors.toSet());
    return switch (groups.granularity()) {
      case WEIGHT -> Granularity.weight(gates);
      case UNIT -> Granularity.unit(units(prune.measure().normalise()));
      case BLOCK -> Granularity.block(groups.block().rows(), groups.block().columns(), gates);
      case INPUT_FEATURE -> Granularity.inputFeature();
      case N_OF_M -> Granularity.nOfM(groups.nOfM().n(), groups.nOfM().m(), gates);
    };
  }

  /** Units are compared layer by layer; their parameters' scores are scaled before, if at all. */
  private static UnitScale units(NormaliseType normalise) {
    return switch (normalise) {
      case AUTO, LAYER -> UnitScale.LAYER;
      case NONE, MATRIX -> UnitScale.OWN;
    };
  }

  private static Budget budget(BudgetPlan budget) {
    return switch (budget.scope()) {
      case GLOBAL -> Budget.global();
      case UNIFORM -> Budget.uniform();
      case PER_LAYER -> Budget.perLayer(budget.layers());
      case ERK -> Budget.erk();
        // Each part has at least one group left in both; the sparsities are found in the run.
      case SENSITIVITY -> Budget.uniform();
    };
  }

  /** The scale on which a pruning compares matrices; units of layers have their own. */
  static Normalisation scale(PrunePlan prune) {
    return switch (prune.measure().normalise()) {
      case AUTO -> Criteria.named(prune.criterion(), 0).normalisation();
      case NONE -> Normalisation.NONE;
      case MATRIX -> Normalisation.MATRIX;
      case LAYER ->
          prune.groups().granularity() == GranularityType.UNIT
              ? Normalisation.NONE
              : Normalisation.LAYER;
    };
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
                    ScoreStage.criterion(plan, prune),
                    scale(prune),
                    during.ramp(),
                    prune.schedule().sparsity()))
            : Optional.empty(),
        new Rewiring(
            moving.growth(), moving.fraction(), StableHash.of(plan.run().seed(), "rewiring")));
  }

  /**
   * Checks that a network can be pruned to every level as planned, from what is pruned already.
   *
   * @throws io.espalier.model.InputException if it cannot
   */
  static void check(Plan plan, Start start, DatasetInfo data) {
    ParameterLayout layout = start.network().layout();
    if (!start.mask().isAll() && plan.prune().moving().when() == When.TRAINING) {
      throw new InputException(
          "prune.when = training needs a network that is whole, and %s is pruned already: take"
                  .formatted(plan.network().from())
              + " prune.when = levels");
    }
    if (data.input().isTokens()
        && plan.prune().all().stream()
            .anyMatch(pass -> pass.groups().granularity() == GranularityType.INPUT_FEATURE)) {
      throw new InputException(
          "prune.granularity = input-feature is for numeric features, and the data is tokens; take"
              + " weight, unit, block or n-of-m");
    }
    Course course = Course.of(plan.prune(), start);
    for (Step step : course.foreseen()) {
      for (Pruning pruning : step.prunings()) {
        Criteria.named(pruning.plan().criterion(), 0).check(layout);
        Pruner pruner = of(pruning, layout);
        pruner.check(pruning.finalSparsity());
        if (!start.mask().isAll()) {
          Scores any = Scores.of(new float[layout.length()]);
          pruner.prune(layout, start.mask(), any, pruning.sparsity(), pruning.finalSparsity());
        }
      }
    }
    if (course instanceof CountedCourse counted) {
      counted.check(
          Trained.untrained(
              NetworkState.of(start.network(), new float[layout.length()]),
              start.mask(),
              Survivors.all(layout)));
    }
  }
}
