package io.espalier.plan;

import io.espalier.importance.Criteria;
import io.espalier.plan.PrunePlan.GranularityType;
import io.espalier.plan.PrunePlan.SchedulePlan;
import io.espalier.plan.PrunePlan.Scope;
import io.espalier.schedule.Schedules;

/** Reads {@code prune}. */
final class PruneReader {
  private PruneReader() {}

  static PrunePlan prune(Section prune) {
    Section schedule = prune.group("schedule");
    return new PrunePlan(
        prune.choice("criterion", Criteria.names()),
        prune.choice("granularity", GranularityType.class),
        prune.choice("scope", Scope.class),
        prune.numbers("layers", Interval.from(0, 1)),
        prune.texts("exclude"),
        new SchedulePlan(
            schedule.choice("type", Schedules.names()),
            schedule.integer("levels", Interval.atLeast(1)),
            schedule.number("sparsity", Interval.from(0, 1))));
  }
}
