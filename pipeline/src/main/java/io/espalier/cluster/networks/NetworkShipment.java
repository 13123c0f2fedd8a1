package io.espalier.cluster.networks;

import io.espalier.model.Mask;
import io.espalier.model.Network;
import io.espalier.model.Training;
import io.espalier.store.Digests;
import java.io.Serializable;

/**
 * What an executor needs once for each training, before the first round.
 *
 * @param id digest of the content; executors keep live networks by it
 * @param network that is sent
 * @param rules by which it is trained
 * @param mask what lives in it
 * @param sparseAbove a matrix of which a larger share is pruned multiplies only what is left
 */
public record NetworkShipment(
    String id, Network network, Training rules, Mask mask, double sparseAbove)
    implements Serializable {
  public static NetworkShipment of(Network network, Training rules, Mask mask, double sparseAbove) {
    String content = network + "\n" + rules + "\n" + mask.contentHash() + "\n" + sparseAbove;
    return new NetworkShipment(Digests.sha256(content), network, rules, mask, sparseAbove);
  }
}
