package io.espalier.run;

import io.espalier.plan.PrunePlan;
import io.espalier.plan.PrunePlan.GranularityType;
import io.espalier.plan.PrunePlan.NOfMPlan;
import io.espalier.plan.PrunePlan.PassOrder;
import io.espalier.plan.PrunePlan.SchedulePlan;
import io.espalier.schedule.Level;
import io.espalier.schedule.Schedules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The levels of a plan's schedules, whatever they come to.
 *
 * @param steps in order
 */
record ScheduledCourse(List<Step> steps) implements Course {
  ScheduledCourse {
    steps = List.copyOf(steps);
  }

  static ScheduledCourse of(PrunePlan plan) {
    List<PrunePlan> passes = plan.all();
    List<List<Pruning>> each =
        IntStream.range(0, passes.size())
            .mapToObj(i -> prunings(passes.get(i), i + 1, passes.size()))
            .toList();
    List<List<Pruning>> together =
        plan.passes().order() == PassOrder.INTERLEAVED
            ? interleaved(each)
            : each.stream().flatMap(List::stream).map(List::of).toList();
    return new ScheduledCourse(
        IntStream.range(0, together.size())
            .mapToObj(i -> new Step(i + 1, together.size(), together.get(i)))
            .toList());
  }

  private static List<Pruning> prunings(PrunePlan pass, int number, int of) {
    List<Double> levels = levels(pass);
    double last = levels.get(levels.size() - 1);
    return levels.stream().map(level -> new Pruning(pass, number, of, level, last)).toList();
  }

  private static List<Double> levels(PrunePlan pass) {
    return levels(pass, pass.schedule().sparsity());
  }

  /** The sparsities of a pass's levels on the way to its last one's. */
  static List<Double> levels(PrunePlan pass, double sparsity) {
    if (pass.groups().granularity() == GranularityType.N_OF_M) {
      NOfMPlan kept = pass.groups().nOfM();
      return List.of(1 - (double) kept.n() / kept.m());
    }
    SchedulePlan schedule = pass.schedule();
    return Schedules.levels(schedule.type(), schedule.levels(), sparsity).stream()
        .map(Level::sparsity)
        .toList();
  }

  /** At each level those passes that have one. */
  private static List<List<Pruning>> interleaved(List<List<Pruning>> passes) {
    List<List<Pruning>> levels = new ArrayList<>();
    int most = passes.stream().mapToInt(List::size).max().orElse(0);
    for (int i = 0; i < most; i++) {
      int level = i;
      levels.add(
          passes.stream()
              .filter(pass -> level < pass.size())
              .map(pass -> pass.get(level))
              .toList());
    }
    return levels;
  }

  @Override
  public Optional<Step> next(List<Supplier<Judged>> soFar) {
    int taken = soFar.size() - 1;
    return taken < steps.size() ? Optional.of(steps.get(taken)) : Optional.empty();
  }

  @Override
  public List<Step> foreseen() {
    return steps;
  }
}
