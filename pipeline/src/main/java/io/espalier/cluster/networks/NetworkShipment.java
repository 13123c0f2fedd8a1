package io.espalier.cluster.networks;

import io.espalier.cluster.spark.ArithmeticThreads;
import io.espalier.engine.training.TrainingNetwork;
import io.espalier.model.Mask;
import io.espalier.model.Network;
import io.espalier.model.Training;
import java.io.Serializable;

/**
 * What an executor needs once for each training, before the first round.
 *
 * @param network that is sent
 * @param rules by which it is trained
 * @param mask what lives in it
 * @param sparseAbove a matrix of which a larger share is pruned multiplies only what is left
 * @param lesson what it is trained towards
 */
public record NetworkShipment(
    Network network, Training rules, Mask mask, double sparseAbove, SharedLesson lesson)
    implements Serializable {
  /** A network that is trained towards its own loss. */
  public static NetworkShipment supervised(
      Network network, Training rules, Mask mask, double sparseAbove) {
    return new NetworkShipment(network, rules, mask, sparseAbove, SharedLesson.SUPERVISED);
  }

  /** The same network, trained towards its own loss. */
  public NetworkShipment supervised() {
    return supervised(network, rules, mask, sparseAbove);
  }

  /** A live network with all parameters 0, to be closed by the caller. */
  public TrainingNetwork build() {
    ArithmeticThreads.check();
    TrainingNetwork live = new TrainingNetwork(network, rules, sparseAbove, lesson.lesson());
    live.hold(mask);
    return live;
  }
}
