package io.espalier.plan;

import static io.espalier.plan.Interval.atLeast;
import static io.espalier.plan.Interval.from;
import static io.espalier.plan.NumberShapes.integer;
import static io.espalier.plan.NumberShapes.number;
import static io.espalier.plan.NumberShapes.numbers;
import static io.espalier.plan.TextShapes.choice;
import static io.espalier.plan.TextShapes.texts;

import io.espalier.importance.Criteria;
import io.espalier.plan.PrunePlan.GranularityType;
import io.espalier.plan.PrunePlan.Measure;
import io.espalier.plan.PrunePlan.NormaliseType;
import io.espalier.plan.PrunePlan.SchedulePlan;
import io.espalier.plan.PrunePlan.Scope;
import io.espalier.schedule.Schedules;

/** Declares {@code prune}. */
final class PruneKeys {
  private PruneKeys() {}

  static PrunePlan prune(Keys<PrunePlan> prune) {
    return new PrunePlan(
        new Measure(
            prune.key("criterion", choice(Criteria.names()), PrunePlan::criterion),
            prune.key("normalise", choice(NormaliseType.class), p -> p.measure().normalise())),
        prune.key("granularity", choice(GranularityType.class), PrunePlan::granularity),
        prune.key("scope", choice(Scope.class), PrunePlan::scope),
        prune.key("layers", numbers(from(0, 1)), PrunePlan::layers),
        prune.key("exclude", texts(), PrunePlan::exclude),
        schedule(prune.group("schedule", PrunePlan::schedule)));
  }

  private static SchedulePlan schedule(Keys<SchedulePlan> schedule) {
    return new SchedulePlan(
        schedule.key("type", choice(Schedules.names()), SchedulePlan::type),
        schedule.key("levels", integer(atLeast(1), 1000), SchedulePlan::levels),
        schedule.key("sparsity", number(from(0, 1)), SchedulePlan::sparsity));
  }
}
