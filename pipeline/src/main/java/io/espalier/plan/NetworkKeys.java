package io.espalier.plan;

import static io.espalier.plan.TextShapes.choice;
import static io.espalier.plan.TextShapes.text;

import io.espalier.model.Pooling;
import java.util.Optional;

/** Declares {@code network}. */
final class NetworkKeys {
  private NetworkKeys() {}

  /** Those of a network that is described beside the plan's own. */
  static NetworkPlan other(Keys<NetworkPlan> network) {
    return new NetworkPlan(
        network.key("from", text(), NetworkPlan::from),
        network.key("layers", LayerTypes.layers(), NetworkPlan::layers),
        network.key("pooling", choice(Pooling.class), NetworkPlan::pooling));
  }

  static NetworkPlan network(Keys<Plan> network) {
    Keys<NetworkPlan> own = network.part(Plan::network);
    return new NetworkPlan(
        own.key("from", text(), NetworkPlan::from),
        own.key("layers", LayerTypes.layers(), NetworkPlan::layers),
        network.optional("pooling", choice(Pooling.class), NetworkKeys::pooling));
  }

  /** None where the network has its own, or every step is predicted. */
  private static Optional<Pooling> pooling(Plan plan) {
    return Optional.of(plan.network())
        .filter(network -> !network.isGiven() && !plan.data().task().truth().isTimed())
        .map(NetworkPlan::pooling);
  }
}
