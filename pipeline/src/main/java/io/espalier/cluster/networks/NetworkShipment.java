package io.espalier.cluster.networks;

import io.espalier.model.Mask;
import io.espalier.model.NetworkStructure;
import io.espalier.store.Digests;
import java.io.Serializable;

/**
 * What an executor needs once for each training, before the first round.
 *
 * @param id digest of the content; executors keep live networks by it
 * @param structure of the network
 * @param mask what lives in it
 * @param sparseAbove a matrix of which a larger share is pruned multiplies only what is left
 */
public record NetworkShipment(String id, NetworkStructure structure, Mask mask, double sparseAbove)
    implements Serializable {
  public static NetworkShipment of(NetworkStructure structure, Mask mask, double sparseAbove) {
    String id = Digests.sha256(structure + mask.contentHash() + sparseAbove);
    return new NetworkShipment(id, structure, mask, sparseAbove);
  }
}
