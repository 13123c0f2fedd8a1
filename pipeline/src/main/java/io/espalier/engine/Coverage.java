package io.espalier.engine;

import io.espalier.model.Network;
import java.util.Optional;

/** Whether the engine computes a network; decided by its structure alone. */
public sealed interface Coverage {

  /** It does. */
  record Covered(Network known) implements Coverage {
    @Override
    public Optional<Network> network() {
      return Optional.of(known);
    }
  }

  /**
   * It does not; Deeplearning4j has to.
   *
   * @param reason a clause that names the layer
   */
  record Uncovered(String reason) implements Coverage {
    @Override
    public Optional<Network> network() {
      return Optional.empty();
    }
  }

  /** The network as the engine sees it; empty where it does not cover it. */
  Optional<Network> network();
}
