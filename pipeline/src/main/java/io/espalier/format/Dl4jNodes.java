package io.espalier.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.espalier.model.InputException;
import io.espalier.model.Layer;
import io.espalier.model.Layer.Merge;
import io.espalier.model.Layer.Pool;
import io.espalier.model.Layer.Reduction;
import io.espalier.model.Layer.Weighted;
import io.espalier.model.Network;
import io.espalier.model.NetworkRules;
import io.espalier.model.Node;
import io.espalier.model.Training;
import io.espalier.model.Training.Rules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The nodes that are found in a configuration, and what is wrong with it. */
final class Dl4jNodes {
  private static final String PREPROCESSORS = "org.deeplearning4j.nn.conf.preprocessor.";
  private static final Set<String> KNOWN_PREPROCESSORS =
      Set.of(
          PREPROCESSORS + "RnnToFeedForwardPreProcessor",
          PREPROCESSORS + "FeedForwardToRnnPreProcessor");
  private static final Set<String> ONCE = Set.of("OutputLayer", "LossLayer");

  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Rules> rules = new LinkedHashMap<>();
  private final Map<String, Dl4jUpdaterWords> words = new HashMap<>();
  private final Map<String, Dl4jPart> layers = new HashMap<>();
  private final Set<String> names;

  /** For each vertex or input, the node or input that gives what it gives. */
  private final Map<String, String> given = new HashMap<>();

  private final List<String> problems = new ArrayList<>();

  /**
   * @param names of all vertices and inputs
   */
  Dl4jNodes(Set<String> names) {
    this.names = new HashSet<>(names);
  }

  /**
   * What a configuration says.
   *
   * @param words of how each layer is trained
   */
  record Described(Network network, Training rules, Map<String, Dl4jUpdaterWords> words) {}

  /** Adds a layer. */
  void layer(String name, String from, JsonNode json) {
    try {
      Dl4jPart part = Dl4jPart.of("layer", name, json);
      if (Dl4jLayers.kind(part).equals("LastTimeStep")) {
        Dl4jLayers.check(part);
        layer(name, from, Dl4jPart.of("layer", name, json.path("underlying")));
        pool(name, name, Reduction.LAST);
      } else {
        layer(name, from, part);
      }
    } catch (InputException e) {
      problems.addAll(e.problems());
      alias(name, from);
    }
  }

  private void layer(String name, String from, Dl4jPart part) {
    Layer layer = Dl4jLayers.read(part, name);
    if (layer instanceof Weighted) {
      Dl4jPart trained = layer instanceof Layer.Bidirectional ? part.part("fwd") : part;
      rules.put(name, Dl4jUpdaters.rules(trained));
      words.put(name, Dl4jUpdaterWords.of(trained));
    }
    layers.put(name, part);
    add(name, List.of(from), layer);
  }

  /** Adds the pooling of a vertex; behind a layer of the same name it gets a name of its own. */
  void pool(String name, String from, Reduction reduction) {
    String own = given.containsKey(name) ? free(name + "/last") : name;
    add(own, List.of(from), Pool.of(reduction));
    given.put(name, own);
  }

  /** Adds a vertex that puts others side by side. */
  void merge(String name, List<String> from) {
    add(name, from, new Merge());
  }

  /** A vertex that gives what another gives. */
  void alias(String name, String from) {
    given.put(name, source(from));
  }

  /** Checks what changes the form of a batch, which makes no difference here. */
  void preprocessor(String name, JsonNode json) {
    Dl4jPart part = Dl4jPart.of("layer", name, json);
    if (json.isMissingNode() || json.isNull()) {
      return;
    }
    if (!KNOWN_PREPROCESSORS.contains(part.className())) {
      refuse(
          part,
          "is not supported as a preprocessor; supported are RnnToFeedForwardPreProcessor and"
              + " FeedForwardToRnnPreProcessor");
    } else if (!part.text("rnnDataFormat", "NCW").equals("NCW")) {
      refuse(
          part, "reads [batch, time, features], only [batch, features, time] (NCW) is supported");
    }
  }

  void refuse(Dl4jPart part, String reason) {
    problems.addAll(part.refused(reason).problems());
  }

  /**
   * The network and how it is trained.
   *
   * @throws InputException with everything that is not supported
   */
  Described described(String input, String output) {
    refuseProblems();
    Network network = new Network(nodes, List.of(input), source(output));
    problems.addAll(NetworkRules.problems(network));
    Set<String> timed = network.timed();
    network.nodes().forEach(node -> checkForm(timed, node));
    refuseProblems();
    return new Described(network, new Training(rules), words);
  }

  private void checkForm(Set<String> allTimed, Node node) {
    if (!layers.containsKey(node.name())) {
      return;
    }
    boolean timed = allTimed.containsAll(node.from());
    Dl4jPart part = layers.get(node.name());
    if (timed && ONCE.contains(part.type())) {
      refuse(part, "reads every time step; put LastTimeStep or GlobalPoolingLayer before it");
    }
  }

  private void refuseProblems() {
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
  }

  private void add(String name, List<String> from, Layer layer) {
    nodes.add(new Node(name, from.stream().map(this::source).toList(), layer));
    given.put(name, name);
  }

  private String source(String vertex) {
    return given.getOrDefault(vertex, vertex);
  }

  private String free(String wanted) {
    String name = wanted;
    for (int i = 2; !names.add(name); i++) {
      name = wanted + "-" + i;
    }
    return name;
  }
}
