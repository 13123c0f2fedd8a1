package io.espalier.metric;

import io.espalier.data.DatasetInfo;
import io.espalier.data.Truth;
import java.util.List;

/** What of a network's quality and fidelity something can be asked of. */
public final class MetricNames {
  private MetricNames() {}

  /** Names of what a {@link Tally} says of a network itself. */
  public static List<String> quality(Truth truth) {
    return switch (truth) {
      case LABEL -> List.of("accuracy", "macro-f1", "log-loss", "calibration-error");
      case NEXT_TOKEN ->
          List.of(
              "bits-per-character",
              "bits-per-token",
              "perplexity",
              "token-accuracy",
              "log-loss",
              "calibration-error");
      case NUMBERS -> List.of("rmse", "mae");
    };
  }

  /** Names of what a {@link Comparison} with the dense network says. */
  public static List<String> fidelity(Truth truth) {
    return truth.isCategorical()
        ? List.of("agreement", "kl-to-dense", "reverse-kl-to-dense")
        : List.of("rmse-to-dense");
  }

  /** Of what a network says next: bits per character or per token, as its vocabulary has them. */
  public static String bits(DatasetInfo info) {
    return LanguageModelTally.of(info.input().vocabulary()).bits();
  }
}
