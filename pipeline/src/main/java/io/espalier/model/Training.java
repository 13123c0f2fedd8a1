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
 * @param tracking what is summed of each parameter while it learns
 */
public record Training(Map<String, Rules> layers, Tracking tracking) implements Serializable {
  /** What optimisers keep beside their own state. */
  public enum Tracking {
    NOTHING,
    /** −Σw·g over steps, g the clipped gradient of the mean loss (Sanh et al. 2020, 2005.07683). */
    MOVEMENT
  }

  /** Nothing is tracked. */
  public Training(Map<String, Rules> layers) {
    this(layers, Tracking.NOTHING);
  }

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

  /** The same rules, under which something is tracked. */
  public Training tracking(Tracking newTracking) {
    return new Training(layers, newTracking);
  }

  /** The rules of a layer. */
  public Rules of(String layer) {
    return layers.get(layer);
  }
}
