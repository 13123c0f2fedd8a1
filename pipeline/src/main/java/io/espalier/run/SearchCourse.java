package io.espalier.run;

import io.espalier.plan.UntilPlan;
import io.espalier.plan.UntilPlan.Limit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks for the limit along the way: each step halves what is left until one is on the other side,
 * then halves the stretch in between. Networks with less pruned than the limit are pruned further;
 * each step begins at the most pruned one of them, so that what its recovery has won is kept.
 */
record SearchCourse(Allowance allowance, int most, PruningWay way) implements Course {
  /** Halvings of what is left that are not worth a further step. */
  private static final double FINE = 1.0 / 8;

  SearchCourse(UntilPlan until, PruningWay way) {
    this(new Allowance(until), until.probes(), way);
  }

  /**
   * A stretch of the way with the limit in it.
   *
   * @param low halvings behind the most pruned network on the near side
   * @param lowIndex which one it is
   * @param high halvings behind the least pruned network beyond the limit; past the end of the way
   *     while there is none
   * @param highIndex which one it is; 0 while there is none
   */
  private record Stretch(double low, int lowIndex, double high, int highIndex) {
    boolean isOpen() {
      return highIndex == 0;
    }
  }

  @Override
  public Optional<Step> next(List<Supplier<Judged>> soFar) {
    if (soFar.size() > most || (soFar.size() == 1 && !allowance.grows() && isBeyond(soFar, 0))) {
      return Optional.empty();
    }
    Stretch stretch = stretch(soFar);
    boolean ended =
        stretch.isOpen()
            ? stretch.low() >= way.length()
            : stretch.high() - stretch.low() <= FINE
                || way.isSame(stretch.low(), middle(stretch))
                || way.isSame(middle(stretch), stretch.high());
    return ended
        ? Optional.empty()
        : Optional.of(new Step(soFar.size(), most, way.at(middle(stretch))));
  }

  @Override
  public int before(List<Supplier<Judged>> soFar) {
    return stretch(soFar).lowIndex();
  }

  @Override
  public int result(List<Supplier<Judged>> soFar) {
    Stretch stretch = stretch(soFar);
    return allowance.grows() ? stretch.lowIndex() : stretch.highIndex();
  }

  @Override
  public List<Step> foreseen() {
    return List.of(new Step(1, most, way.ends()));
  }

  @Override
  public boolean judges() {
    return true;
  }

  @Override
  public boolean isTimed() {
    return allowance.until().limit() == Limit.LATENCY;
  }

  private double middle(Stretch stretch) {
    return stretch.isOpen()
        ? Math.min(stretch.low() + 1, way.length())
        : (stretch.low() + stretch.high()) / 2;
  }

  private Stretch stretch(List<Supplier<Judged>> soFar) {
    Stretch stretch = new Stretch(way.start(), 0, Double.POSITIVE_INFINITY, 0);
    for (int i = 1; i < soFar.size(); i++) {
      double at = middle(stretch);
      stretch =
          isBeyond(soFar, i)
              ? new Stretch(stretch.low(), stretch.lowIndex(), at, i)
              : new Stretch(at, i, stretch.high(), stretch.highIndex());
    }
    return stretch;
  }

  /** Whether a network has been pruned past the limit. */
  private boolean isBeyond(List<Supplier<Judged>> soFar, int index) {
    return allowance.grows() != tried(soFar, index).isWithin();
  }

  private Tried tried(List<Supplier<Judged>> soFar, int index) {
    return allowance.tried(soFar.get(0).get(), soFar.get(index).get());
  }

  @Override
  public Optional<String> said(List<Supplier<Judged>> soFar) {
    int taken = soFar.size() - 1;
    String what =
        taken == 0
            ? "dense, pruned no further"
            : "level %d/%d · %s"
                .formatted(taken, most, soFar.get(taken).get().step().orElseThrow().sparsities());
    return Optional.of(what + ": " + tried(soFar, taken).text());
  }
}
