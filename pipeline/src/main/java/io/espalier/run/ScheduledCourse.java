package io.espalier.run;

import io.espalier.plan.PrunePlan.SchedulePlan;
import io.espalier.schedule.Level;
import io.espalier.schedule.Schedules;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The levels of a schedule, whatever they come to.
 *
 * @param levels in order
 */
record ScheduledCourse(List<Level> levels) implements Course {
  static ScheduledCourse of(SchedulePlan plan) {
    return new ScheduledCourse(Schedules.levels(plan.type(), plan.levels(), plan.sparsity()));
  }

  @Override
  public Optional<Step> next(List<Supplier<Judged>> soFar) {
    int taken = soFar.size();
    return taken < levels.size()
        ? Optional.of(new Step(taken + 1, levels.size(), levels.get(taken).sparsity()))
        : Optional.empty();
  }

  @Override
  public double sparsity() {
    return levels.get(levels.size() - 1).sparsity();
  }
}
