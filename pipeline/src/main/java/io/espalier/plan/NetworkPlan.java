package io.espalier.plan;

import io.espalier.model.LayerSpec;
import io.espalier.model.Pooling;
import java.util.List;

/**
 * The network to start from: layers, or a Deeplearning4j zip.
 *
 * @param from URI or path of the zip; empty where layers are given
 * @param layers from input to output, without the output layer
 * @param pooling how a sequence becomes one vector
 */
public record NetworkPlan(String from, List<LayerSpec> layers, Pooling pooling) {
  public NetworkPlan {
    layers = List.copyOf(layers);
  }

  /** Whether the network is read from a file. */
  public boolean isGiven() {
    return !from.isEmpty();
  }
}
