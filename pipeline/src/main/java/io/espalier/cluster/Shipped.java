package io.espalier.cluster;

import io.espalier.mask.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.Progress;
import io.espalier.network.LiveNetwork;
import java.io.Serializable;
import java.util.function.Function;

/**
 * A network that executors only read.
 *
 * @param shipment its structure
 * @param parameters all of them
 */
record Shipped(NetworkShipment shipment, float[] parameters) implements Serializable {
  static Shipped of(NetworkState network, Mask mask) {
    return new Shipped(NetworkShipment.of(network.structure(), mask, 1), network.parameters());
  }

  static Shipped of(NetworkState network) {
    return of(network, Mask.all(network.parameters().length));
  }

  /** Uses the network with these parameters and a fresh optimiser. */
  <T> T use(Function<LiveNetwork, T> task) {
    return LiveNetworks.use(
        shipment,
        network -> {
          network.load(parameters, new float[network.optimiserOwners().length], Progress.START);
          return task.apply(network);
        });
  }
}
