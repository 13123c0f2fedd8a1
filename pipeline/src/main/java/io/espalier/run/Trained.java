package io.espalier.run;

import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.TrainingState.EpochFacts;
import java.util.List;

/**
 * A network between two stages.
 *
 * @param network as it is now, smaller than the dense one once units were removed
 * @param mask what lives in it
 * @param survivors which of the dense network's units it has
 * @param curve of the training that made it
 */
public record Trained(
    NetworkState network, Mask mask, Survivors survivors, List<EpochFacts> curve) {
  public Trained {
    curve = List.copyOf(curve);
  }
}
