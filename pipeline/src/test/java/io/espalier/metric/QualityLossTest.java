package io.espalier.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class QualityLossTest {
  @Test
  void ofAFractionIsHowMuchOfItIsLost() {
    assertThat(QualityLoss.of(classes(0.92, 0.1), classes(0.91, 0.9))).isCloseTo(0.01, near());
    assertThat(QualityLoss.of(classes(0.92, 0.1), classes(0.95, 0.9))).isCloseTo(-0.03, near());
  }

  @Test
  void ofAnErrorIsHowMuchItHasGrown() {
    assertThat(QualityLoss.of(Map.of("rmse", 1.9), Map.of("rmse", 1.919))).isCloseTo(0.01, near());
    assertThat(QualityLoss.of(Map.of("bits-per-character", 2.0), Map.of("bits-per-character", 1.9)))
        .isCloseTo(-0.05, near());
  }

  @Test
  void isThatOfTheMetricThatNetworksAreJudgedByWhereverItStands() {
    assertThat(QualityLoss.of(Map.of("mae", 1.0, "rmse", 2.0), Map.of("mae", 5.0, "rmse", 3.0)))
        .isCloseTo(0.5, near());
    assertThat(QualityLoss.metric(new TreeSet<>(Set.of("perplexity", "bits-per-token"))))
        .isEqualTo("bits-per-token");
  }

  @Test
  void ofAPerfectNetworkIsNothingOrInfinite() {
    assertThat(QualityLoss.of(Map.of("rmse", 0.0), Map.of("rmse", 0.0))).isZero();
    assertThat(QualityLoss.of(Map.of("rmse", 0.0), Map.of("rmse", 0.1))).isInfinite();
  }

  @Test
  void ofANetworkThatSaysNothingFiniteIsInfinite() {
    assertThat(QualityLoss.of(Map.of("rmse", 1.0), Map.of("rmse", Double.NaN))).isInfinite();
    assertThat(QualityLoss.of(classes(0.9, 0.1), classes(Double.NaN, 0.1))).isInfinite();
  }

  private static Offset<Double> near() {
    return within(1e-12);
  }

  private static Map<String, Double> classes(double accuracy, double logLoss) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("accuracy", accuracy);
    metrics.put("log-loss", logLoss);
    return metrics;
  }
}
