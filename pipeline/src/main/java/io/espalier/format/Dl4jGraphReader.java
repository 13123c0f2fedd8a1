package io.espalier.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.espalier.format.Dl4jBothEnds.Group;
import io.espalier.format.Dl4jNodes.Described;
import io.espalier.model.InputException;
import io.espalier.model.Layer.Reduction;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the configuration of a ComputationGraph. */
final class Dl4jGraphReader {
  private static final String OWNER = "org.deeplearning4j.nn.conf.graph.";
  private static final int FEATURES = 1;

  private final JsonNode root;
  private final Dl4jVertices vertices;
  private final Dl4jNodes nodes;

  Dl4jGraphReader(JsonNode root) {
    this.root = root;
    this.vertices = new Dl4jVertices(root);
    Set<String> names = new HashSet<>(vertices.names());
    names.addAll(vertices.inputs());
    this.nodes = new Dl4jNodes(names);
  }

  Described read() {
    JsonNode outputs = root.path("networkOutputs");
    if (vertices.inputs().size() != 1 || outputs.size() != 1) {
      throw new InputException(
          "the network has %d inputs and %d outputs; only networks with one of each are supported"
              .formatted(vertices.inputs().size(), outputs.size()));
    }
    List<Group> groups = Dl4jBothEnds.all(vertices);
    Set<String> inner = new HashSet<>();
    groups.forEach(group -> inner.addAll(group.inner()));
    for (String name : vertices.order()) {
      if (inner.contains(name)) {
        continue;
      }
      Map<String, String> ends = Dl4jBothEnds.sources(groups);
      if (ends.containsKey(name)) {
        nodes.pool(name, ends.get(name), Reduction.BOTH_ENDS);
      } else {
        vertex(name);
      }
    }
    return nodes.described(vertices.inputs().get(0), outputs.get(0).asText());
  }

  private void vertex(String name) {
    JsonNode json = vertices.json(name);
    Dl4jPart part = Dl4jPart.of("vertex", name, json);
    List<String> from = vertices.from(name);
    String type = part.className().startsWith(OWNER) ? part.type() : "";
    if (from.size() != 1 && !type.equals("MergeVertex")) {
      throw part.refused(
          "has %d inputs; only a MergeVertex may have several".formatted(from.size()));
    }
    switch (type) {
      case "LayerVertex" -> {
        nodes.preprocessor(name, json.path("preProcessor"));
        nodes.layer(name, from.get(0), json.path("layerConf").path("layer"));
      }
      case "PreprocessorVertex" -> {
        nodes.preprocessor(name, json.path("preProcessor"));
        nodes.alias(name, from.get(0));
      }
      case "LastTimeStepVertex" -> nodes.pool(name, from.get(0), Reduction.LAST);
      case "MergeVertex" -> {
        if (part.number("mergeAxis", FEATURES) != FEATURES) {
          nodes.refuse(part, "merges along another axis than that of the features");
        }
        nodes.merge(name, from);
      }
      default ->
          throw part.refused(
              "is not supported; supported are layers, MergeVertex, LastTimeStepVertex and"
                  + " PreprocessorVertex");
    }
  }
}
