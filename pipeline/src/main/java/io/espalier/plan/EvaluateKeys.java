package io.espalier.plan;

import static io.espalier.plan.Interval.atLeast;
import static io.espalier.plan.Interval.from;
import static io.espalier.plan.NumberShapes.numberOr;
import static io.espalier.plan.NumberShapes.numbers;
import static io.espalier.plan.NumberShapes.whole;

/** Declares the groups of {@code evaluate}. */
final class EvaluateKeys {
  private EvaluateKeys() {}

  static RequirePlan require(Keys<RequirePlan> require) {
    return new RequirePlan(
        require.key("quality-loss", numberOr("none", from(-1, 1)), RequirePlan::qualityLoss),
        require.key("metrics", numbers(Interval.ANY), RequirePlan::metrics),
        require.key("parameters", whole(atLeast(0)), RequirePlan::parameters),
        require.key("multiply-adds", whole(atLeast(0)), RequirePlan::multiplyAdds));
  }
}
