package io.espalier.model;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How each layer of a network is trained; belongs to a training, not to the network.
 *
 * @param layers by the name of the layer's node
 */
public record Training(Map<String, Rules> layers) implements Serializable {
  public Training {
    layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
  }

  /**
   * @param weights of everything but biases
   * @param bias of biases
   * @param clipping of the layer's gradient
   */
  public record Rules(Optimiser weights, Optimiser bias, Clipping clipping)
      implements Serializable {
    /** The optimiser of a block. */
    public Optimiser of(Role role) {
      return role == Role.BIAS ? bias : weights;
    }
  }

  /** All layers of a network alike. */
  public static Training alike(Network network, Rules rules) {
    Map<String, Rules> layers = new LinkedHashMap<>();
    network.weighted().forEach(node -> layers.put(node.name(), rules));
    return new Training(layers);
  }

  /** Nothing changes: for networks of which only gradients are asked. */
  public static Training still(Network network) {
    Optimiser none =
        new Optimiser(UpdateRule.of(UpdateRule.Kind.SGD), new RateSchedule.Fixed(0), List.of());
    return alike(network, new Rules(none, none, Clipping.NONE));
  }

  /** The rules of a layer. */
  public Rules of(String layer) {
    return layers.get(layer);
  }
}
