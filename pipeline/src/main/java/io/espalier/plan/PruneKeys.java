package io.espalier.plan;

import static io.espalier.plan.Interval.atLeast;
import static io.espalier.plan.Interval.between;
import static io.espalier.plan.Interval.from;
import static io.espalier.plan.NumberShapes.integer;
import static io.espalier.plan.NumberShapes.number;
import static io.espalier.plan.NumberShapes.numbers;
import static io.espalier.plan.TextShapes.choice;
import static io.espalier.plan.TextShapes.texts;

import io.espalier.importance.Criteria;
import io.espalier.plan.PrunePlan.During;
import io.espalier.plan.PrunePlan.GranularityType;
import io.espalier.plan.PrunePlan.Moving;
import io.espalier.plan.PrunePlan.SchedulePlan;
import io.espalier.plan.PrunePlan.Scope;
import io.espalier.plan.PrunePlan.When;
import io.espalier.prune.Growth;
import io.espalier.prune.Ramp;
import io.espalier.schedule.Schedules;

/** Declares {@code prune}. */
final class PruneKeys {
  private PruneKeys() {}

  static PrunePlan prune(Keys<PrunePlan> prune) {
    return new PrunePlan(
        prune.key("criterion", choice(Criteria.names()), PrunePlan::criterion),
        prune.key("granularity", choice(GranularityType.class), PrunePlan::granularity),
        prune.key("scope", choice(Scope.class), PrunePlan::scope),
        prune.key("layers", numbers(from(0, 1)), PrunePlan::layers),
        prune.key("exclude", texts(), PrunePlan::exclude),
        schedule(prune.group("schedule", PrunePlan::schedule)),
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

  private static SchedulePlan schedule(Keys<SchedulePlan> schedule) {
    return new SchedulePlan(
        schedule.key("type", choice(Schedules.names()), SchedulePlan::type),
        schedule.key("levels", integer(atLeast(1), 1000), SchedulePlan::levels),
        schedule.key("sparsity", number(from(0, 1)), SchedulePlan::sparsity));
  }
}
