package io.espalier.run;

import io.espalier.importance.Scores;
import io.espalier.model.InputException;
import io.espalier.model.ParameterLayout;
import io.espalier.plan.PrunePlan;
import io.espalier.plan.UntilPlan;
import io.espalier.prune.Pruner;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The levels of a plan's schedule, up to the least sparsity that meets a limit which follows from
 * what is pruned. It is found anew at each level, from that level's ranking, so that the last one
 * meets the limit exactly, whichever groups go.
 */
record CountedCourse(PrunePlan plan, Allowance allowance, ParameterLayout dense) implements Course {
  CountedCourse(PrunePlan plan, UntilPlan until, ParameterLayout dense) {
    this(plan.all().get(0), new Allowance(until), dense);
  }

  @Override
  public Optional<Step> next(List<Supplier<Judged>> soFar) {
    int levels = plan.schedule().levels();
    return soFar.size() > levels
        ? Optional.empty()
        : Optional.of(new Step(soFar.size(), levels, List.of(furthest())));
  }

  @Override
  public List<Step> foreseen() {
    return List.of(new Step(1, 1, List.of(furthest())));
  }

  private Pruning furthest() {
    double most = pruner().most();
    return new Pruning(plan, 1, 1, most, most);
  }

  private Pruner pruner() {
    return PruningRule.of(new Pruning(plan, 1, 1, 0, 0), dense);
  }

  /**
   * Refuses a limit that the network meets as it is, and one that it cannot meet.
   *
   * @throws InputException naming the limit
   */
  void check(Trained whole) {
    Tried now = allowance.counted(whole);
    if (now.isWithin()) {
      throw new InputException(
          "%s must be less than %s, which the network has before pruning, got %s"
              .formatted(now.key(), Tried.number(now.reached()), Tried.number(now.most())));
    }
    least(whole, Scores.of(new float[dense.length()]));
  }

  @Override
  public Pruning settled(Step step, Pruning pruning, Trained network, Supplier<Scores> scores) {
    double last = least(network, scores.get());
    double level =
        step.index() == step.of() ? last : ScheduledCourse.levels(plan, last).get(step.index() - 1);
    return at(Math.max(level, gone(network)));
  }

  private Pruning at(double sparsity) {
    return new Pruning(plan, 1, 1, sparsity, sparsity);
  }

  private double gone(Trained network) {
    return pruner().gone(network.network().network().layout(), network.mask());
  }

  /** The least sparsity with which a network meets the limit. */
  private double least(Trained network, Scores scores) {
    long groups = pruner().eligible();
    long misses = Math.round(gone(network) * groups) - 1;
    long meets = Math.round(furthest().sparsity() * groups);
    Tried left = counted(network, scores, meets, groups);
    if (!left.isWithin()) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s cannot be met: pruned as far as it can be, %.2f %%, the network has %s",
              left.limit(),
              100 * furthest().sparsity(),
              Tried.number(left.reached())));
    }
    while (meets - misses > 1) {
      long middle = (misses + meets) / 2;
      if (counted(network, scores, middle, groups).isWithin()) {
        meets = middle;
      } else {
        misses = middle;
      }
    }
    return (double) meets / groups;
  }

  private Tried counted(Trained network, Scores scores, long pruned, long groups) {
    return allowance.counted(
        PruneStage.pruned(at((double) pruned / groups), network, scores, dense));
  }
}
