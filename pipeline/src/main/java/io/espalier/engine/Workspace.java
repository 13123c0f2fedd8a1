package io.espalier.engine;

import io.espalier.data.Sequence;
import io.espalier.engine.RecurrentForward.Keep;
import io.espalier.model.Layer.Dropout;
import io.espalier.model.Network;
import io.espalier.model.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All layers of a network that only answers, at work on one batch or one stream at a time. */
public final class Workspace implements AutoCloseable {
  private final NetworkInput input;
  private final List<LayerForward> layers = new ArrayList<>();
  private final Signal output;
  private final HiddenLayers hidden;
  private final LayerInput readLast;

  public Workspace(Network network, Parameters parameters) {
    this.input = new NetworkInput(network.width(network.inputs().get(0)));
    LayerForwards forwards = new LayerForwards(network, parameters, Keep.LATEST_STEP);
    Map<String, LayerInput> given = new HashMap<>(Map.of(network.inputs().get(0), input));
    for (Node node : network.nodes()) {
      List<LayerInput> read = node.from().stream().map(given::get).toList();
      if (node.layer() instanceof Dropout) {
        given.put(node.name(), read.get(0));
      } else {
        LayerForward layer = forwards.of(node, read);
        layers.add(layer);
        given.put(node.name(), layer.output());
      }
    }
    this.output = (Signal) given.get(network.output());
    this.hidden = HiddenLayers.of(network, given);
    this.readLast = given.get(network.outputNode().from().get(0));
  }

  /** Where the next steps are given. */
  public NetworkInput input() {
    return input;
  }

  /** Forgets everything read so far. */
  public void start() {
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).start();
    }
  }

  /** Reads the steps that were given. */
  public void run() {
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).run(Draws.NONE);
    }
  }

  /** Reads whole sequences. */
  public void run(List<Sequence> sequences) {
    input.read(sequences);
    start();
    run();
  }

  /** What the network said last: at each step, or of what was read as a whole. */
  public Signal output() {
    return output;
  }

  /** The hidden units at work. */
  public HiddenLayers hidden() {
    return hidden;
  }

  /** What the layer read last that says what the network says. */
  public LayerInput readLast() {
    return readLast;
  }

  /** Frees the memory outside the heap. */
  @Override
  public void close() {
    layers.forEach(LayerForward::close);
    input.close();
  }
}
