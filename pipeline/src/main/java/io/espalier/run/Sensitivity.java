package io.espalier.run;

import io.espalier.metric.QualityLoss;
import io.espalier.run.Evaluator.Evaluation;
import java.util.List;
import java.util.Map;

/**
 * How a trained network takes it when parts of it are pruned, each alone.
 *
 * @param pruning by which they were, for example {@code weight, magnitude-l1}
 * @param dense the network before, on validation data
 * @param parts matrices and their gates, or layers of units, in the network's order
 */
public record Sensitivity(String pruning, Evaluation dense, List<PartSensitivity> parts) {
  /** Fractions pruned: from a quarter, then halvings of what is left. */
  public static final List<Double> SPARSITIES =
      List.of(0.25, 0.5, 0.75, 0.875, 0.9375, 0.96875, 0.984375);

  private static final String LOG_LOSS = "log-loss";

  public Sensitivity {
    parts = List.copyOf(parts);
  }

  /** The metric that rises with harm: the log-loss, or the one that the task is judged by. */
  public String measure() {
    Map<String, Double> metrics = dense.metrics();
    return metrics.containsKey(LOG_LOSS) ? LOG_LOSS : QualityLoss.metric(metrics.keySet());
  }

  /** The loss before. */
  public double denseLoss() {
    return dense.metrics().get(measure());
  }

  /** The losses of a part, at each sparsity. */
  public List<Double> losses(PartSensitivity part) {
    return part.evaluations().stream()
        .map(evaluation -> evaluation.metrics().get(measure()))
        .toList();
  }

  /** What is lost of the quality at each sparsity of a part, as {@link QualityLoss} counts it. */
  public List<Double> qualityLosses(PartSensitivity part) {
    return part.evaluations().stream()
        .map(evaluation -> QualityLoss.of(dense.metrics(), evaluation.metrics()))
        .toList();
  }
}
