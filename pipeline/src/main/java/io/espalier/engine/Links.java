package io.espalier.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.model.InputException;
import io.espalier.model.NetworkStructure;
import io.espalier.model.NetworkStructure.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The chain of a network from input to output, read from Deeplearning4j's JSON. */
final class Links {
  /** Type of the link that stands for the last output of each direction, side by side. */
  static final String BOTH_ENDS = "BothEnds";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int VERTICES_OF_BOTH_ENDS = 6;

  private final List<Link> links = new ArrayList<>();
  private final JsonNode root;

  private Links(JsonNode root) {
    this.root = root;
  }

  /**
   * The links in order, a layer's preprocessor before it.
   *
   * @throws NotCovered if the network is no chain
   * @throws InputException if the structure is no JSON
   */
  static List<Link> of(NetworkStructure structure) {
    Links found = new Links(parsed(structure.json()));
    if (!found.root.path("dataType").asText("FLOAT").equals("FLOAT")) {
      throw new NotCovered("the network computes in " + found.root.path("dataType").asText());
    }
    if (structure.origin() == Origin.COMPUTATION_GRAPH) {
      found.walk();
    } else {
      found.list();
    }
    return found.links;
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      InputException problem =
          new InputException("a network's configuration is not JSON: " + e.getOriginalMessage());
      problem.initCause(e);
      throw problem;
    }
  }

  /** The layers of a MultiLayerNetwork, named as {@code network} names them. */
  private void list() {
    JsonNode layers = root.path("confs");
    Set<String> names = new HashSet<>();
    for (int i = 0; i < layers.size(); i++) {
      JsonNode layer = layers.get(i).path("layer");
      String own = layer.path("layerName").asText("");
      boolean usable = !own.isBlank() && !own.equals("input") && names.add(own);
      String name = usable ? own : "layer-" + i;
      names.add(name);
      layer(name, layer, root.path("inputPreProcessors").path(String.valueOf(i)));
    }
  }

  private void walk() {
    JsonNode inputs = root.path("networkInputs");
    JsonNode outputs = root.path("networkOutputs");
    if (inputs.size() != 1 || outputs.size() != 1) {
      throw new NotCovered(
          "the network has %d inputs and %d outputs".formatted(inputs.size(), outputs.size()));
    }
    String at = inputs.get(0).asText();
    int seen = 0;
    for (List<String> next = readers(at); !next.isEmpty(); next = readers(at)) {
      if (next.size() == 1) {
        at = next.get(0);
        vertex(at);
        seen++;
      } else {
        at = bothEnds(at, next);
        seen += VERTICES_OF_BOTH_ENDS;
      }
    }
    if (seen != root.path("vertices").size() || !outputs.get(0).asText().equals(at)) {
      throw new NotCovered("the network is not one chain from its input to its output");
    }
  }

  private void vertex(String name) {
    JsonNode vertex = root.path("vertices").path(name);
    if (root.path("vertexInputs").path(name).size() != 1) {
      throw new NotCovered("vertex %s has several inputs".formatted(name));
    }
    switch (Link.type(vertex)) {
      case "LayerVertex" ->
          layer(name, vertex.path("layerConf").path("layer"), vertex.path("preProcessor"));
      case "PreprocessorVertex" -> links.add(Link.of(name, vertex.path("preProcessor")));
      default -> links.add(Link.of(name, vertex));
    }
  }

  private void layer(String name, JsonNode layer, JsonNode preprocessor) {
    if (!preprocessor.isMissingNode() && !preprocessor.isNull()) {
      links.add(Link.of(name, preprocessor));
    }
    links.add(Link.of(name, layer));
  }

  /**
   * Follows the two halves of a bidirectional layer to the vertex that puts their ends together.
   */
  private String bothEnds(String source, List<String> halves) {
    for (String forward : halves) {
      String backward = halves.get(halves.get(0).equals(forward) ? 1 : 0);
      String forwardEnd = next(forward, "LastTimeStepVertex");
      String backwardEnd = next(next(backward, "ReverseTimeSeriesVertex"), "LastTimeStepVertex");
      String merge = next(forwardEnd, "MergeVertex");
      JsonNode first = root.path("vertices").path(forward);
      JsonNode second = root.path("vertices").path(backward);
      boolean complete =
          halves.size() == 2
              && Link.type(first).equals("SubsetVertex")
              && Link.type(second).equals("SubsetVertex")
              && first.path("from").asInt() == 0
              && first.path("to").asInt() + 1 == second.path("from").asInt()
              && !merge.isEmpty()
              && inputs(merge).equals(List.of(forwardEnd, backwardEnd));
      if (complete) {
        links.add(new Link(merge, BOTH_ENDS, second));
        return merge;
      }
    }
    throw new NotCovered("vertex %s is read by %s".formatted(source, halves));
  }

  /** The one reader of a vertex if it is of this type, else the empty name. */
  private String next(String source, String type) {
    List<String> readers = readers(source);
    return readers.size() == 1 && Link.type(root.path("vertices").path(readers.get(0))).equals(type)
        ? readers.get(0)
        : "";
  }

  private List<String> readers(String source) {
    List<String> readers = new ArrayList<>();
    root.path("vertexInputs")
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (inputs(name).contains(source)) {
                readers.add(name);
              }
            });
    return readers;
  }

  private List<String> inputs(String vertex) {
    List<String> inputs = new ArrayList<>();
    root.path("vertexInputs").path(vertex).forEach(input -> inputs.add(input.asText()));
    return inputs;
  }
}
