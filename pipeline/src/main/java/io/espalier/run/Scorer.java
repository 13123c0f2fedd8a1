package io.espalier.run;

import io.espalier.data.Dataset;
import io.espalier.importance.Criterion;
import io.espalier.importance.Evidence;
import io.espalier.importance.Scores;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import java.util.Set;

/** Gathers evidence of how much each weight matters. */
public interface Scorer {
  /**
   * Sums over calibration data, merged in a fixed order.
   *
   * @param title what people see
   * @param network whose weights are judged
   * @param mask what lives in it
   * @param kinds what to sum, at least one
   * @param dataset its training split is calibrated on
   */
  Evidence gather(
      String title, NetworkState network, Mask mask, Set<Evidence.Kind> kinds, Dataset dataset);

  /** Importance of every parameter by a criterion, on calibration data where it needs any. */
  default Scores scores(
      String title, NetworkState network, Mask mask, Criterion criterion, Dataset dataset) {
    Evidence evidence =
        criterion.needs().isEmpty()
            ? Evidence.empty(Set.of(), 0, 0)
            : gather(title, network, mask, criterion.needs(), dataset);
    return criterion.score(network.network().layout(), network.parameters(), evidence);
  }
}
