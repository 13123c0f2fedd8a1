package io.espalier.run;

import io.espalier.data.Dataset;
import io.espalier.importance.Scores;
import io.espalier.plan.ExportPlan.Format;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an experiment has found, as far as it went.
 *
 * @param dataset it works on
 * @param networks the dense one, then one for each step taken, in order
 * @param scores importance at the first step, where the experiment stopped there
 * @param exports files by form
 * @param speeds of the dense network and of the result, in this order; none before export
 * @param chosen which network is the result: 0 the dense one, i that of step i
 */
public record Findings(
    Dataset dataset,
    List<Judged> networks,
    Optional<Scores> scores,
    Map<Format, byte[]> exports,
    List<Speed> speeds,
    int chosen) {
  public Findings {
    networks = List.copyOf(networks);
    exports = Map.copyOf(exports);
    speeds = List.copyOf(speeds);
  }

  static Findings of(Dataset dataset, List<Judged> networks, int chosen) {
    return new Findings(dataset, networks, Optional.empty(), Map.of(), List.of(), chosen);
  }

  /** The same, stopped at importance. */
  Findings with(Scores found) {
    return new Findings(dataset, networks, Optional.of(found), exports, speeds, chosen);
  }

  /** The network before pruning. */
  public Judged dense() {
    return networks.get(0);
  }

  /** The networks of the steps taken. */
  public List<Judged> steps() {
    return networks.subList(1, networks.size());
  }

  /** The network that the experiment came to. */
  public Judged last() {
    return networks.get(chosen);
  }

  /** Bytes of the dense network as a file of Espalier's. */
  long denseBytes() {
    return TrainedFiles.networkFile(dense().network()).length;
  }

  /** Bytes of the smallest exported file; 0 before there is one. */
  long smallestExport() {
    return exports.values().stream().mapToLong(file -> file.length).min().orElse(0);
  }
}
