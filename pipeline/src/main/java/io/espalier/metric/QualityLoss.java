package io.espalier.metric;

import java.util.Map;
import java.util.Set;

/**
 * How much worse a network is than the dense one by the metric that networks of its task are judged
 * by, the first one. Where that is a fraction, as accuracy is, it is how much of it is lost: 0.91
 * instead of 0.92 is a loss of 0.01. Else, as for RMSE and bits per character, it is how much
 * larger it has become, as a share of the dense one's: 1.92 instead of 1.90 is a loss of 0.0105.
 * Below 0 the network is better; a network that says nothing finite has lost infinitely.
 */
public final class QualityLoss {
  private static final Set<String> FRACTIONS =
      Set.of("accuracy", "macro-f1", "token-accuracy", "agreement", "most-frequent-token");

  private QualityLoss() {}

  /**
   * The loss of a network.
   *
   * @param dense metrics of the dense network on a split, as {@link Tally#values} orders them
   * @param other metrics of the network on the same split
   */
  public static double of(Map<String, Double> dense, Map<String, Double> other) {
    String metric = metric(dense);
    double before = dense.get(metric);
    double now = other.get(metric);
    double loss = isFraction(metric) ? before - now : growth(before, now);
    return Double.isFinite(now) && !Double.isNaN(loss) ? loss : Double.POSITIVE_INFINITY;
  }

  /** The metric that networks are judged by. */
  public static String metric(Map<String, Double> metrics) {
    return metrics.keySet().iterator().next();
  }

  /** Whether a metric is a fraction, of which more is better; less is of all others. */
  public static boolean isFraction(String metric) {
    return FRACTIONS.contains(metric);
  }

  private static double growth(double before, double now) {
    return now == before ? 0 : now / before - 1;
  }
}
