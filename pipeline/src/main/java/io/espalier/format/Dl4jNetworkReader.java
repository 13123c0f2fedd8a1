package io.espalier.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.espalier.format.Dl4jNodes.Described;
import io.espalier.model.InputException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads Deeplearning4j's configuration of a network, without Deeplearning4j. */
final class Dl4jNetworkReader {
  /** Name of the input of a stack of layers. */
  static final String INPUT = "input";

  private static final String FLOAT = "FLOAT";

  private Dl4jNetworkReader() {}

  /** Whether a configuration is that of a ComputationGraph. */
  static boolean isGraph(JsonNode root) {
    return root.has("networkInputs");
  }

  /** What is known beside the network: its type, and the steps of truncated back-propagation. */
  static Map<String, String> notes(JsonNode root) {
    Map<String, String> notes = new TreeMap<>();
    notes.put(
        Dl4jNetworkWriter.TYPE, isGraph(root) ? Dl4jNetworkWriter.GRAPH : Dl4jNetworkWriter.STACK);
    Dl4jPart part = new Dl4jPart("the network", root);
    if (part.text("backpropType", "").equals("TruncatedBPTT")) {
      notes.put(
          Dl4jNetworkWriter.TRUNCATION,
          part.count("tbpttFwdLength") + " " + part.count("tbpttBackLength"));
    }
    return notes;
  }

  /**
   * The network of a configuration.
   *
   * @throws InputException with everything that is not supported
   */
  static Described read(JsonNode root, Limits limits, String where) {
    JsonNode parts = isGraph(root) ? root.path("vertices") : root.path("confs");
    if (parts.isEmpty()) {
      throw Unreadable.because(
          where, "it describes neither a MultiLayerNetwork nor a ComputationGraph");
    }
    limits.checkNodes(parts.size(), where);
    String type = root.path("dataType").asText(FLOAT);
    if (!type.equals(FLOAT)) {
      throw new InputException(
          "the network computes in %s, only FLOAT is supported; convert it with".formatted(type)
              + " convertDataType(DataType.FLOAT)");
    }
    return isGraph(root) ? new Dl4jGraphReader(root).read() : stack(root);
  }

  private static Described stack(JsonNode root) {
    JsonNode confs = root.path("confs");
    List<String> names = names(confs);
    Dl4jNodes nodes = new Dl4jNodes(new HashSet<>(names));
    String previous = INPUT;
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      nodes.preprocessor(name, root.path("inputPreProcessors").path(String.valueOf(i)));
      nodes.layer(name, previous, confs.get(i).path("layer"));
      previous = name;
    }
    return nodes.described(INPUT, previous);
  }

  /** Names of a stack's layers: their own where given and unique, else {@code layer-<index>}. */
  private static List<String> names(JsonNode confs) {
    List<String> names = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < confs.size(); i++) {
      JsonNode own = confs.get(i).path("layer").path("layerName");
      String name = own.isTextual() ? own.textValue() : "";
      boolean usable = !name.isBlank() && !name.equals(INPUT) && taken.add(name);
      names.add(usable ? name : "layer-" + i);
      taken.add(names.get(i));
    }
    return names;
  }
}
