package io.espalier.metric;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much worse a network is than the dense one by the metric that networks of its task are judged
 * by: accuracy, bits per character or token, or RMSE. Where that is a fraction, as accuracy is, it
 * is how much of it is lost: 0.91 instead of 0.92 is a loss of 0.01. Else, as for RMSE and bits per
 * character, it is how much larger it has become, as a share of the dense one's: 1.92 instead of
 * 1.90 is a loss of 0.0105. Below 0 the network is better; a network that says nothing finite has
 * lost infinitely.
 */
public final class QualityLoss {
  private static final Set<String> FRACTIONS =
      Set.of("accuracy", "macro-f1", "token-accuracy", "agreement", "most-frequent-token");

  private static final List<String> HEADLINES =
      List.of("accuracy", "bits-per-character", "bits-per-token", "rmse");

  private QualityLoss() {}

  /**
   * The loss of a network.
   *
   * @param dense metrics of the dense network on a split, by name
   * @param other metrics of the network on the same split
   */
  public static double of(Map<String, Double> dense, Map<String, Double> other) {
    String metric = metric(dense.keySet());
    double before = dense.get(metric);
    double now = other.get(metric);
    double loss = isFraction(metric) ? before - now : growth(before, now);
    return Double.isFinite(now) && !Double.isNaN(loss) ? loss : Double.POSITIVE_INFINITY;
  }

  /** Which of some metrics networks are judged by. */
  public static String metric(Set<String> metrics) {
    return HEADLINES.stream()
        .filter(metrics::contains)
        .findFirst()
        .orElseGet(() -> metrics.iterator().next());
  }

  /** Whether a metric is a fraction, of which more is better; less is of all others. */
  public static boolean isFraction(String metric) {
    return FRACTIONS.contains(metric);
  }

  private static double growth(double before, double now) {
    return now == before ? 0 : now / before - 1;
  }
}
