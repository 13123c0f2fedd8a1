package io.espalier.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.model.InputException;
import io.espalier.model.Layer;
import io.espalier.model.Layer.Merge;
import io.espalier.model.Layer.Pool;
import io.espalier.model.Layer.Reduction;
import io.espalier.model.Network;
import io.espalier.model.Node;
import io.espalier.model.Training;
import java.util.ArrayList;
import java.util.List;

/** A chain of layers as the configuration of a {@code MultiLayerNetwork}. */
final class Dl4jStackWriter {
  private final Network network;
  private final Training training;
  private final ArrayNode confs;
  private final ObjectNode preprocessors;
  private Dl4jForm form = Dl4jForm.SEQUENCES;

  private Dl4jStackWriter(Network network, Training training, ObjectNode json) {
    this.network = network;
    this.training = training;
    this.confs = json.putArray("confs");
    this.preprocessors = json.putObject("inputPreProcessors");
  }

  /**
   * Adds the layers.
   *
   * @param json what every network states
   * @throws InputException naming the layers that a {@code MultiLayerNetwork} cannot have
   */
  static void write(Network network, Training training, ObjectNode json) {
    List<String> problems = problems(network);
    if (!problems.isEmpty()) {
      throw new InputException(
          problems.stream().map(p -> p + "; export it as a graph instead").toList());
    }
    Dl4jStackWriter writer = new Dl4jStackWriter(network, training, json);
    network.nodes().forEach(writer::add);
  }

  private static List<String> problems(Network network) {
    List<String> problems = new ArrayList<>();
    if (network.inputs().size() != 1) {
      problems.add("a MultiLayerNetwork has one input, not " + network.inputs());
    }
    String before = network.inputs().get(0);
    for (Node node : network.nodes()) {
      if (node.layer() instanceof Merge || !node.from().equals(List.of(before))) {
        problems.add(
            "layer %s reads %s, but in a MultiLayerNetwork each layer reads the one before it"
                .formatted(node.name(), node.from()));
      } else if (isPool(node, Reduction.BOTH_ENDS)) {
        problems.add(
            "layer %s takes both ends of a bidirectional layer, which a MultiLayerNetwork cannot"
                .formatted(node.name()));
      } else if (isPool(node, Reduction.LAST) && !isRecurrent(network, before)) {
        problems.add(
            "layer %s takes the last step of %s, but a MultiLayerNetwork only that of a recurrent layer"
                .formatted(node.name(), before));
      }
      before = node.name();
    }
    return problems;
  }

  private static boolean isPool(Node node, Reduction reduction) {
    return node.layer() instanceof Pool pool && pool.reduction() == reduction;
  }

  private static boolean isRecurrent(Network network, String name) {
    return network.nodes().stream()
        .filter(node -> node.name().equals(name))
        .anyMatch(
            node ->
                node.layer() instanceof Layer.Recurrent
                    || node.layer() instanceof Layer.Bidirectional);
  }

  private void add(Node node) {
    if (!isPool(node, Reduction.LAST)) {
      Dl4jForm given = form;
      form = given.within(node.layer());
      if (form != given) {
        preprocessors.set(String.valueOf(confs.size()), Dl4jJson.preprocessorTo(form));
      }
      confs.add(Dl4jJson.around(layer(node)));
    }
    if (node.layer() instanceof Pool) {
      form = Dl4jForm.VECTORS;
    }
  }

  /** A layer, inside of what takes its last step if that stands behind it. */
  private ObjectNode layer(Node node) {
    Training.Rules rules = training.of(node.name());
    ObjectNode layer = Dl4jLayerWriter.write(node, rules, form);
    boolean last = network.consumers(node.name()).stream().anyMatch(n -> isPool(n, Reduction.LAST));
    return last ? Dl4jLayerWriter.lastStep(node.name(), layer, rules) : layer;
  }
}
