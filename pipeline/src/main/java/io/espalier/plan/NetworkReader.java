package io.espalier.plan;

import io.espalier.model.LayerSpec;
import io.espalier.model.Pooling;
import java.util.List;

/** Reads {@code network}. */
final class NetworkReader {
  private NetworkReader() {}

  static NetworkPlan network(Section network) {
    String from = network.text("from");
    List<LayerSpec> layers = LayerReader.layers(network);
    if (network.problems().isSound("network.from", "network.layers")) {
      if (from.isEmpty() && layers.isEmpty()) {
        network.say(
            "layers",
            "is required: give layers such as [{ type = lstm, units = 64 }],"
                + " or network.from with a Deeplearning4j zip");
      } else if (!from.isEmpty() && !layers.isEmpty()) {
        network.say("layers", "and network.from exclude each other: give one of them");
      } else if (!from.isEmpty() && network.isGiven("pooling")) {
        network.wrong("pooling", "belongs to network.layers; a network.from has its own: drop it");
      }
    }
    return new NetworkPlan(from, layers, network.choice("pooling", Pooling.class));
  }
}
