package io.espalier.plan;

import static io.espalier.plan.Interval.atLeast;
import static io.espalier.plan.Interval.between;
import static io.espalier.plan.Interval.from;
import static io.espalier.plan.NumberShapes.integer;
import static io.espalier.plan.NumberShapes.number;
import static io.espalier.plan.NumberShapes.numbers;
import static io.espalier.plan.TextShapes.choice;
import static io.espalier.plan.TextShapes.choicesOrNone;
import static io.espalier.plan.TextShapes.texts;

import io.espalier.importance.Criteria;
import io.espalier.plan.PrunePlan.BlockPlan;
import io.espalier.plan.PrunePlan.BudgetPlan;
import io.espalier.plan.PrunePlan.During;
import io.espalier.plan.PrunePlan.Gate;
import io.espalier.plan.PrunePlan.GranularityType;
import io.espalier.plan.PrunePlan.GroupPlan;
import io.espalier.plan.PrunePlan.Measure;
import io.espalier.plan.PrunePlan.Moving;
import io.espalier.plan.PrunePlan.NOfMPlan;
import io.espalier.plan.PrunePlan.NormaliseType;
import io.espalier.plan.PrunePlan.PassOrder;
import io.espalier.plan.PrunePlan.PassesPlan;
import io.espalier.plan.PrunePlan.SchedulePlan;
import io.espalier.plan.PrunePlan.Scope;
import io.espalier.plan.PrunePlan.When;
import io.espalier.prune.Growth;
import io.espalier.prune.Ramp;
import io.espalier.schedule.Schedules;
import java.util.Optional;
import java.util.function.Function;

/** Declares {@code prune}. */
final class PruneKeys {
  private static final int LARGEST_BLOCK = 1_000_000;

  private PruneKeys() {}

  static PrunePlan prune(Keys<PrunePlan> prune) {
    return plan(
        prune,
        UntilKeys.until(prune.group("until", plan -> plan.until().orElse(UntilKeys.NONE))),
        passes(prune.part(PrunePlan::passes)),
        moving(prune.part(PrunePlan::moving)));
  }

  private static Moving moving(Keys<Moving> prune) {
    return new Moving(
        prune.key("when", choice(When.class), Moving::when),
        during(prune.group("during", Moving::during)),
        prune.key("grow", choice(Growth.class), Moving::growth),
        prune.key("grow-fraction", number(between(0, 1)), Moving::fraction));
  }

  private static During during(Keys<During> during) {
    return new During(
        during.key("ramp", choice(Ramp.class), During::ramp),
        during.key("every", integer(atLeast(1), 1_000_000_000), During::every),
        during.key("start-epoch", integer(atLeast(0), 1_000_000), During::startEpoch),
        during.key("end-epoch", integer(atLeast(0), 1_000_000), During::endEpoch));
  }

  /** The keys that a pass has, too. */
  static PrunePlan pass(Keys<PrunePlan> pass) {
    return plan(pass, Optional.empty(), PassesPlan.NONE, Moving.LEVELS);
  }

  private static PrunePlan plan(
      Keys<PrunePlan> prune, Optional<UntilPlan> until, PassesPlan passes, Moving moving) {
    return new PrunePlan(
        measure(prune.part(PrunePlan::measure)),
        groups(prune.part(PrunePlan::groups)),
        budget(prune.part(PrunePlan::budget)),
        schedule(prune.group("schedule"), until),
        passes,
        moving);
  }

  private static Measure measure(Keys<Measure> measure) {
    return new Measure(
        measure.key("criterion", choice(Criteria.names()), Measure::criterion),
        measure.key("normalise", choice(NormaliseType.class), Measure::normalise));
  }

  private static GroupPlan groups(Keys<GroupPlan> groups) {
    Keys<BlockPlan> block = groups.group("block", GroupPlan::block);
    Keys<NOfMPlan> some = groups.group("n-of-m", GroupPlan::nOfM);
    return new GroupPlan(
        groups.key("granularity", choice(GranularityType.class), GroupPlan::granularity),
        new BlockPlan(
            block.key("rows", integer(atLeast(1), LARGEST_BLOCK), BlockPlan::rows),
            block.key("columns", integer(atLeast(1), LARGEST_BLOCK), BlockPlan::columns)),
        new NOfMPlan(
            some.key("n", integer(atLeast(1), LARGEST_BLOCK), NOfMPlan::n),
            some.key("m", integer(atLeast(2), LARGEST_BLOCK), NOfMPlan::m)),
        groups.key("gates", choicesOrNone(Gate.class), GroupPlan::gates),
        groups.key("exclude", texts(), GroupPlan::exclude));
  }

  private static BudgetPlan budget(Keys<BudgetPlan> budget) {
    return new BudgetPlan(
        budget.key("scope", choice(Scope.class), BudgetPlan::scope),
        budget.key("layers", numbers(from(0, 1)), BudgetPlan::layers),
        budget.key("keep-at-least", number(from(0, 1)), BudgetPlan::keepAtLeast));
  }

  /** Not written where it has no meaning, so that what is written can be read. */
  private static SchedulePlan schedule(Keys<PrunePlan> schedule, Optional<UntilPlan> until) {
    return new SchedulePlan(
        schedule.optional("type", choice(Schedules.names()), of(SchedulePlan::type)),
        schedule.optional("levels", integer(atLeast(1), 1000), of(SchedulePlan::levels)),
        schedule.optional("sparsity", number(from(0, 1)), PruneKeys::sparsity),
        until);
  }

  private static Optional<Double> sparsity(PrunePlan plan) {
    return of(SchedulePlan::sparsity).apply(plan).filter(sparsity -> plan.until().isEmpty());
  }

  private static <T> Function<PrunePlan, Optional<T>> of(Function<SchedulePlan, T> value) {
    return plan ->
        plan.groups().granularity() == GranularityType.N_OF_M
            ? Optional.empty()
            : Optional.of(value.apply(plan.schedule()));
  }

  private static PassesPlan passes(Keys<PassesPlan> passes) {
    return new PassesPlan(
        passes.key("pass-order", choice(PassOrder.class), PassesPlan::order),
        passes.key("passes", PruningPasses.shape(), PassesPlan::each));
  }
}
