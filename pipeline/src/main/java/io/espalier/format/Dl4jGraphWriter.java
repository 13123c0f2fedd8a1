package io.espalier.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.model.Layer.Merge;
import io.espalier.model.Layer.Pool;
import io.espalier.model.Layer.Reduction;
import io.espalier.model.Network;
import io.espalier.model.Node;
import io.espalier.model.Training;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network as the configuration of a {@code ComputationGraph}. A vertex is called as its node;
 * what Deeplearning4j needs beside is called after what it does.
 */
final class Dl4jGraphWriter {
  private static final String RECURRENT = "graph.rnn.";

  private final Network network;
  private final Training training;
  private final Map<String, Dl4jForm> forms = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final ObjectNode vertices = Dl4jJson.object();
  private final ObjectNode vertexInputs = Dl4jJson.object();

  private Dl4jGraphWriter(Network network, Training training) {
    this.network = network;
    this.training = training;
    taken.addAll(network.inputs());
    network.nodes().forEach(node -> taken.add(node.name()));
    network.inputs().forEach(input -> forms.put(input, Dl4jForm.SEQUENCES));
  }

  /**
   * Adds the vertices, which must go through the file in the order of the nodes, as parameters do.
   *
   * @param json what every network states
   * @throws io.espalier.model.InputException naming the layer that Deeplearning4j does not have
   */
  static void write(Network network, Training training, ObjectNode json) {
    Dl4jGraphWriter writer = new Dl4jGraphWriter(network, training);
    network.nodes().forEach(writer::add);
    json.set("defaultConfiguration", Dl4jJson.around(json.nullNode()));
    network.inputs().forEach(json.putArray("networkInputs")::add);
    json.putArray("networkOutputs").add(network.output());
    writer.order(json.putArray("topologicalOrder"), json.putArray("topologicalOrderStr"));
    json.set("vertexInputs", writer.vertexInputs);
    json.set("vertices", writer.vertices);
  }

  private void order(ArrayNode order, ArrayNode names) {
    network.inputs().forEach(names::add);
    vertices.fieldNames().forEachRemaining(names::add);
    for (int i = 0; i < names.size(); i++) {
      order.add(i);
    }
  }

  private void add(Node node) {
    Dl4jForm given = forms.get(node.from().get(0));
    if (node.layer() instanceof Merge) {
      List<String> from = node.from().stream().map(this::sequences).toList();
      add(node.name(), merge(), from);
      forms.put(node.name(), given == Dl4jForm.VECTORS ? given : Dl4jForm.SEQUENCES);
    } else if (node.layer() instanceof Pool pool) {
      pool(node, pool.reduction());
      forms.put(node.name(), Dl4jForm.VECTORS);
    } else {
      forms.put(node.name(), layer(node, given));
    }
  }

  private static ObjectNode merge() {
    return Dl4jJson.configuration("graph.MergeVertex").put("mergeAxis", 1).put("modified", false);
  }

  private Dl4jForm layer(Node node, Dl4jForm given) {
    Dl4jForm form = given.within(node.layer());
    ObjectNode vertex = Dl4jJson.configuration("graph.LayerVertex");
    Training.Rules rules = training.of(node.name());
    vertex.set("layerConf", Dl4jJson.around(Dl4jLayerWriter.write(node, rules, form)));
    vertex.put("outputVertex", node.name().equals(network.output()));
    if (form == given) {
      vertex.putNull("preProcessor");
    } else {
      vertex.set("preProcessor", Dl4jJson.preprocessorTo(form));
    }
    add(node.name(), vertex, node.from());
    return form;
  }

  private void pool(Node node, Reduction reduction) {
    String from = node.from().get(0);
    if (reduction == Reduction.LAST) {
      add(node.name(), timed("LastTimeStepVertex", from), List.of(sequences(from)));
    } else if (reduction == Reduction.BOTH_ENDS) {
      bothEnds(node.name(), from, network.width(from) / 2);
    } else {
      layer(node, forms.get(from));
    }
  }

  /** The first half at the last valid step and the second half at the first, side by side. */
  private void bothEnds(String name, String source, int units) {
    String from = sequences(source);
    String forward = helper("forward", name);
    String forwardLast = helper("forward-last", name);
    String backward = helper("backward", name);
    String reversed = helper("backward-reversed", name);
    String backwardLast = helper("backward-last", name);
    add(forward, subset(0, units), List.of(from));
    add(forwardLast, timed("LastTimeStepVertex", source), List.of(forward));
    add(backward, subset(units, 2 * units), List.of(from));
    add(reversed, timed("ReverseTimeSeriesVertex", source), List.of(backward));
    add(backwardLast, timed("LastTimeStepVertex", source), List.of(reversed));
    add(name, merge(), List.of(forwardLast, backwardLast));
  }

  private static ObjectNode subset(int from, int end) {
    return Dl4jJson.configuration("graph.SubsetVertex").put("from", from).put("to", end - 1);
  }

  /** A vertex that looks at the mask of the input behind a name. */
  private ObjectNode timed(String type, String name) {
    String input = name;
    while (!network.inputs().contains(input)) {
      input = network.node(input).from().get(0);
    }
    return Dl4jJson.configuration(RECURRENT + type).put("maskArrayInputName", input);
  }

  /** What a name gives, as sequences where it is not pooled. */
  private String sequences(String name) {
    if (forms.get(name) != Dl4jForm.ROWS) {
      return name;
    }
    ObjectNode vertex = Dl4jJson.configuration("graph.PreprocessorVertex");
    vertex.set("preProcessor", Dl4jJson.preprocessorTo(Dl4jForm.SEQUENCES));
    String steps = helper(name + "-steps", name);
    add(steps, vertex, List.of(name));
    return steps;
  }

  private void add(String name, ObjectNode vertex, List<String> from) {
    vertices.set(name, vertex);
    from.forEach(vertexInputs.putArray(name)::add);
  }

  /** A name that no other vertex has. */
  private String helper(String name, String owner) {
    String free = name;
    while (!taken.add(free)) {
      free = owner + "-" + free;
    }
    return free;
  }
}
