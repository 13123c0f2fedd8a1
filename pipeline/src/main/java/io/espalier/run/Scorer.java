package io.espalier.run;

import io.espalier.data.Dataset;
import io.espalier.importance.Criterion;
import io.espalier.importance.Evidence;
import io.espalier.importance.EvidenceShape;
import io.espalier.importance.Probe;
import io.espalier.importance.Scores;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.ParameterLayout;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gathers evidence of how much each weight matters. */
public interface Scorer {
  /**
   * What is judged.
   *
   * @param title what people see
   * @param network whose weights are judged
   * @param mask what lives in it
   * @param movement what its training tracked of each parameter; empty where it tracked nothing
   */
  record Subject(String title, NetworkState network, Mask mask, Optional<Scores> movement) {
    private ParameterLayout layout() {
      return network.network().layout();
    }
  }

  /**
   * Sums over calibration data, merged in a fixed order.
   *
   * @param probes what to sum, at least one
   * @param dataset its training split is calibrated on
   */
  Evidence gather(Subject subject, Set<Probe> probes, Dataset dataset);

  /** What a criterion needs, gathered on calibration data where it has to be. */
  default Evidence evidence(Subject subject, Criterion criterion, Dataset dataset) {
    Set<Probe> probes = criterion.needs();
    if (probes.stream().anyMatch(Probe::looks)) {
      return gather(subject, probes, dataset);
    }
    EvidenceShape shape = EvidenceShape.of(probes, subject.layout());
    return subject
        .movement()
        .map(moved -> Evidence.of(shape, List.of(moved.values()), 1))
        .orElseGet(() -> Evidence.none(subject.layout()));
  }

  /** Importance of every parameter by a criterion. */
  default Scores scores(Subject subject, Criterion criterion, Dataset dataset) {
    return criterion.score(
        subject.layout(), subject.network().parameters(), evidence(subject, criterion, dataset));
  }
}
