package io.espalier.cluster;

import io.espalier.mask.Mask;
import io.espalier.model.NetworkStructure;
import io.espalier.store.Digests;
import java.io.Serializable;

/**
 * What an executor needs once for each training, before the first round.
 *
 * @param id digest of the content; executors keep live networks by it
 * @param structure of the network
 * @param mask what lives in it
 */
record NetworkShipment(String id, NetworkStructure structure, Mask mask) implements Serializable {
  static NetworkShipment of(NetworkStructure structure, Mask mask) {
    String id = Digests.sha256(structure + mask.contentHash());
    return new NetworkShipment(id, structure, mask);
  }
}
