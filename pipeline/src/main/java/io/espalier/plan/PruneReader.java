package io.espalier.plan;

import io.espalier.plan.PrunePlan.GranularityType;
import io.espalier.plan.PrunePlan.SchedulePlan;
import io.espalier.plan.PrunePlan.Scope;
import java.util.List;

/** Reads {@code prune}. */
final class PruneReader {
  private static final List<String> CRITERIA =
      List.of("magnitude-l1", "magnitude-l2", "gradient", "snip", "taylor", "activation", "random");
  private static final List<String> SCHEDULES = List.of("one-shot", "iterative", "cubic");

  private PruneReader() {}

  static PrunePlan prune(Section prune) {
    Section schedule = prune.group("schedule");
    return new PrunePlan(
        prune.choice("criterion", CRITERIA),
        prune.choice("granularity", GranularityType.class),
        prune.choice("scope", Scope.class),
        prune.numbers("layers", Interval.from(0, 1)),
        prune.texts("exclude"),
        new SchedulePlan(
            schedule.choice("type", SCHEDULES),
            schedule.integer("levels", Interval.atLeast(1)),
            schedule.number("sparsity", Interval.from(0, 1))));
  }

  /** Whether a criterion ranks whole hidden units only. */
  static boolean ranksUnitsOnly(String criterion) {
    return criterion.equals("activation");
  }
}
