package io.espalier.plan;

import static io.espalier.plan.Interval.above;
import static io.espalier.plan.Interval.atLeast;
import static io.espalier.plan.Interval.between;
import static io.espalier.plan.Interval.from;
import static io.espalier.plan.Interval.upTo;
import static io.espalier.plan.NumberShapes.numberList;
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

  static RobustnessPlan robustness(Keys<RobustnessPlan> tried) {
    return new RobustnessPlan(
        tried.key("noise", numberList(above(0)), RobustnessPlan::noise),
        tried.key("dropped-steps", numberList(between(0, 1)), RobustnessPlan::droppedSteps),
        tried.key("missing-features", numberList(upTo(0, 1)), RobustnessPlan::missingFeatures),
        tried.key("shortened", numberList(between(0, 1)), RobustnessPlan::shortened),
        tried.key("fgsm", numberList(above(0)), RobustnessPlan::fgsm));
  }
}
