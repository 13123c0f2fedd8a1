package io.espalier.report;

import io.espalier.metric.QualityLoss;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How a metric is called and written for people. */
record MetricName(String key) {
  private static final Map<String, String> LABELS =
      Map.of(
          "macro-f1", "Macro-F1",
          "rmse", "RMSE",
          "mae", "MAE",
          "persistence-rmse", "Persistence RMSE",
          "persistence-mae", "Persistence MAE",
          "kl-to-dense", "KL to dense (nats)",
          "rmse-to-dense", "RMSE to dense",
          "reverse-kl-to-dense", "Reverse KL (nats)",
          "calibration-error", "Calibration error",
          "log-loss", "Log-loss (nats)");

  /** The metric that a network is judged by. */
  static MetricName first(Set<String> metrics) {
    return new MetricName(QualityLoss.metric(metrics));
  }

  /** A name that starts with a capital letter. */
  String label() {
    String words = key.replace('-', ' ');
    return LABELS.getOrDefault(
        key, words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1));
  }

  /** Whether it is a fraction that people read in per cent. */
  boolean isFraction() {
    return QualityLoss.isFraction(key);
  }

  /** Which way is better. */
  String direction() {
    return isFraction() ? "higher is better" : "lower is better";
  }

  /** The value as it is drawn: fractions in per cent. */
  double drawn(double value) {
    return isFraction() ? 100 * value : value;
  }

  String format(double value) {
    return isFraction() ? Figures.percent(value) : Figures.number(value);
  }

  /** How far a value is from the dense one, with a sign. */
  String change(double value, double dense) {
    if (isFraction()) {
      return "%s points".formatted(Figures.signed(100 * (value - dense), 2));
    }
    return dense == 0
        ? Figures.signed(value - dense, 4)
        : Figures.signed(100 * (value / dense - 1), 1) + " %";
  }
}
