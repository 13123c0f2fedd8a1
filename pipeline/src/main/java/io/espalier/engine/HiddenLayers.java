package io.espalier.engine;

import io.espalier.model.Layer.Activate;
import io.espalier.model.LayerShape;
import io.espalier.model.Network;
import io.espalier.model.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the hidden units of a network give, each layer behind the functions that follow it. */
public final class HiddenLayers {
  private final List<Signal> signals = new ArrayList<>();
  private final List<Integer> units = new ArrayList<>();

  private HiddenLayers() {}

  /**
   * @param given what each node gives
   */
  public static HiddenLayers of(Network network, Map<String, ? extends LayerInput> given) {
    HiddenLayers hidden = new HiddenLayers();
    for (LayerShape shape : network.layout().layers()) {
      if (shape.kind().hasHiddenUnits()) {
        hidden.signals.add((Signal) given.get(end(network, shape.name())));
        hidden.units.add(shape.units());
      }
    }
    return hidden;
  }

  private static String end(Network network, String name) {
    List<Node> readers = network.consumers(name);
    return readers.size() == 1 && readers.get(0).layer() instanceof Activate
        ? end(network, readers.get(0).name())
        : name;
  }

  /**
   * Σ|h| of each unit over valid steps, or over sequences behind the pooling, in the order of the
   * layers; both directions of a bidirectional unit are added.
   */
  public void addActivity(double[] sums) {
    int at = 0;
    for (int i = 0; i < signals.size(); i++) {
      signals.get(i).addActivity(units.get(i), sums, at);
      at += units.get(i);
    }
  }

  /** Number of units. */
  public int count() {
    return units.stream().mapToInt(Integer::intValue).sum();
  }
}
