package io.espalier.run;

import io.espalier.importance.Scores;
import io.espalier.model.ParameterLayout;
import io.espalier.plan.PrunePlan;
import io.espalier.plan.UntilPlan;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Says which step of pruning comes next, and which network is the result. */
interface Course {
  /** The course of a plan for a network that is to be trained and pruned. */
  static Course of(PrunePlan plan, Start start) {
    if (plan.until().isEmpty()) {
      return ScheduledCourse.of(plan);
    }
    UntilPlan until = plan.until().get();
    ParameterLayout layout = start.network().layout();
    return until.limit().isCounted()
        ? new CountedCourse(plan, until, layout)
        : new SearchCourse(until, PruningWay.of(plan, layout, start.mask()));
  }

  /**
   * The next step; empty when the last one has been taken.
   *
   * @param soFar what the dense network and each step taken came to, in order, judged when it is
   *     asked for
   */
  Optional<Step> next(List<Supplier<Judged>> soFar);

  /** The steps that are known before anything is done, or how far any may go. */
  List<Step> foreseen();

  /** Which network the next step prunes: 0 for the dense one, i for that of step i. */
  default int before(List<Supplier<Judged>> soFar) {
    return soFar.size() - 1;
  }

  /** Which network is the result of the steps taken, counted in the same way. */
  default int result(List<Supplier<Judged>> soFar) {
    return soFar.size() - 1;
  }

  /** A pruning of a step, with the sparsity that it has for this network and its ranking. */
  default Pruning settled(Step step, Pruning pruning, Trained network, Supplier<Scores> scores) {
    return pruning;
  }

  /** What the last step came to, where that decides the next; for people. */
  default Optional<String> said(List<Supplier<Judged>> soFar) {
    return Optional.empty();
  }

  /** Whether how good the networks are decides the next step. */
  default boolean judges() {
    return false;
  }

  /** Whether how fast they are does. */
  default boolean isTimed() {
    return false;
  }
}
