package io.espalier.run;

import io.espalier.model.Mask;
import io.espalier.model.ParameterLayout;
import io.espalier.plan.PrunePlan;
import io.espalier.plan.PrunePlan.Scope;
import io.espalier.prune.Pruner;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The way of a network from whole to as far as its passes may go, measured in halvings of what is
 * left of that which loses most.
 *
 * @param ends of the passes, in order
 * @param groups that each pass could prune
 * @param start halvings that are behind the network already
 * @param length of the whole way
 */
record PruningWay(List<Pruning> ends, List<Long> groups, double start, double length) {
  /** Sparsities are multiples of one over this, so that people can read them. */
  private static final double PRECISION = 1e6;

  PruningWay {
    ends = List.copyOf(ends);
    groups = List.copyOf(groups);
  }

  /**
   * The way of a plan. Several passes, and scope per-layer, go to their own sparsities together,
   * each with the same share of its halvings done; one alone goes as far as the network can.
   */
  static PruningWay of(PrunePlan plan, ParameterLayout dense, Mask alive) {
    List<PrunePlan> passes = plan.all();
    boolean isFree = plan.passes().each().isEmpty() && plan.budget().scope() != Scope.PER_LAYER;
    if (isFree) {
      Pruner pruner = PruningRule.of(new Pruning(passes.get(0), 1, 1, 0, 0), dense);
      double most = pruner.most();
      return new PruningWay(
          List.of(new Pruning(passes.get(0), 1, 1, most, most)),
          List.of(pruner.eligible()),
          halvings(pruner.gone(dense, alive)),
          halvings(most));
    }
    List<Pruning> ends =
        IntStream.range(0, passes.size())
            .mapToObj(
                i -> {
                  double end = passes.get(i).schedule().sparsity();
                  return new Pruning(passes.get(i), i + 1, passes.size(), end, end);
                })
            .toList();
    double length = ends.stream().mapToDouble(end -> halvings(end.sparsity())).max().orElse(0);
    return new PruningWay(
        ends, ends.stream().map(end -> PruningRule.of(end, dense).eligible()).toList(), 0, length);
  }

  private static double halvings(double sparsity) {
    return -Math.log(1 - sparsity) / Math.log(2);
  }

  /** The prunings that lead to a point of the way. */
  List<Pruning> at(double halvings) {
    if (halvings >= length) {
      return ends;
    }
    return ends.stream()
        .map(
            end -> {
              double sparsity = 1 - Math.pow(1 - end.sparsity(), halvings / length);
              double rounded =
                  Math.min(end.sparsity(), Math.rint(sparsity * PRECISION) / PRECISION);
              return new Pruning(end.plan(), end.pass(), end.of(), rounded, end.finalSparsity());
            })
        .toList();
  }

  /** Whether two points of the way are the same numbers of groups. */
  boolean isSame(double one, double other) {
    return counts(one).equals(counts(other));
  }

  private List<Long> counts(double halvings) {
    List<Pruning> prunings = at(halvings);
    return IntStream.range(0, groups.size())
        .mapToObj(i -> Math.round(prunings.get(i).sparsity() * groups.get(i)))
        .toList();
  }
}
