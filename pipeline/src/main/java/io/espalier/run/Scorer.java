package io.espalier.run;

import io.espalier.data.Dataset;
import io.espalier.importance.Evidence;
import io.espalier.importance.Probe;
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
   * @param probes what to sum, at least one
   * @param dataset its training split is calibrated on
   */
  Evidence gather(
      String title, NetworkState network, Mask mask, Set<Probe> probes, Dataset dataset);
}
