package io.espalier.run;

import io.espalier.data.DatasetInfo;
import io.espalier.data.Split;
import io.espalier.data.Truth;
import io.espalier.metric.Cost;
import io.espalier.metric.MetricNames;
import io.espalier.metric.QualityLoss;
import io.espalier.model.InputException;
import io.espalier.plan.RequirePlan;
import io.espalier.run.Evaluator.Evaluation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that was asked of the last network on test data.
 *
 * @param name of {@code evaluate.require}, for example {@code quality-loss} or {@code
 *     metrics.accuracy}
 * @param value what it came to
 * @param limit the least where more is better, else the most
 */
public record Requirement(String name, double value, double limit) {
  private static final String METRICS = "metrics.";

  /** What a difference of two fractions may be off by. */
  private static final double ROUNDING = 1e-9;

  /** Whether it is met; a value that is not a number meets nothing. */
  public boolean isMet() {
    return isLeast() ? value >= limit - ROUNDING : value <= limit + ROUNDING;
  }

  /** {@code at least} or {@code at most}. */
  public String bound() {
    return isLeast() ? "at least" : "at most";
  }

  private boolean isLeast() {
    return name.startsWith(METRICS) && QualityLoss.isFraction(name.substring(METRICS.length()));
  }

  /** What is wrong, where it is not met. */
  public String sentence() {
    return "the last network comes to %s %s, and evaluate.require.%s asks for %s %s"
        .formatted(name.replace(METRICS, ""), plain(value), name, bound(), plain(limit));
  }

  private static String plain(double number) {
    return Double.isFinite(number)
        ? new BigDecimal(number).round(new MathContext(9)).stripTrailingZeros().toPlainString()
        : "no finite number";
  }

  /**
   * Makes sure that what is asked for will be known.
   *
   * @throws InputException if the vocabulary has other units than the plan says
   */
  static void check(RequirePlan plan, DatasetInfo info) {
    if (info.task().truth() != Truth.NEXT_TOKEN) {
      return;
    }
    String bits = MetricNames.bits(info);
    plan.metrics().keySet().stream()
        .filter(name -> name.startsWith("bits-") && !name.equals(bits))
        .findFirst()
        .ifPresent(
            name -> {
              throw new InputException(
                  "evaluate.require.metrics = { %s } is not measured of this data, whose quality is in %s; ask for that"
                      .formatted(name, bits));
            });
  }

  /** All that was asked, in order. */
  static List<Requirement> of(RequirePlan plan, Findings findings) {
    List<Requirement> asked = new ArrayList<>();
    Evaluation last = findings.last().on(Split.TEST);
    plan.qualityLoss()
        .ifPresent(
            limit ->
                asked.add(
                    new Requirement(
                        "quality-loss",
                        QualityLoss.of(findings.dense().on(Split.TEST).metrics(), last.metrics()),
                        limit)));
    Map<String, Double> measured = new HashMap<>(last.metrics());
    if (findings.last() == findings.dense()) { // it is as faithful to itself as can be
      MetricNames.fidelity(findings.dataset().info().task().truth())
          .forEach(name -> measured.put(name, QualityLoss.isFraction(name) ? 1.0 : 0.0));
    }
    measured.putAll(last.fidelity());
    new TreeMap<>(plan.metrics())
        .forEach(
            (name, limit) -> asked.add(new Requirement(METRICS + name, measured.get(name), limit)));
    Cost cost = RunSummary.cost(findings.last());
    if (plan.parameters() > 0) {
      asked.add(new Requirement("parameters", cost.nonzeros(), plan.parameters()));
    }
    if (plan.multiplyAdds() > 0) {
      asked.add(new Requirement("multiply-adds", cost.nonzeroMacs(), plan.multiplyAdds()));
    }
    return asked;
  }
}
