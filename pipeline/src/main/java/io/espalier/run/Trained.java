package io.espalier.run;

import io.espalier.importance.Scores;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.TrainingState.EpochFacts;
import java.util.List;
import java.util.Optional;

/**
 * A network between two stages.
 *
 * @param network as it is now, smaller than the dense one once units or features were removed
 * @param mask what lives in it
 * @param survivors which of the dense network's units and features it has
 * @param curve of the training that made it
 * @param movement what the training tracked of each parameter; empty where it tracked nothing
 */
public record Trained(
    NetworkState network,
    Mask mask,
    Survivors survivors,
    List<EpochFacts> curve,
    Optional<Scores> movement) {
  public Trained {
    curve = List.copyOf(curve);
  }

  /** A network that no training has just left. */
  static Trained untrained(NetworkState network, Mask mask, Survivors survivors) {
    return new Trained(network, mask, survivors, List.of(), Optional.empty());
  }
}
