package io.espalier.network;

import io.espalier.model.InputException;
import io.espalier.model.NetworkStructure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;

/**
 * The layers of a network that is one chain from one input to one output, checked: everything that
 * could not be trained, pruned and compacted correctly is refused by name.
 */
final class Chain {
  private final List<Link> links;

  private Chain(List<Link> links) {
    this.links = List.copyOf(links);
  }

  /** The chain of a structure. */
  static Chain of(NetworkStructure structure) {
    return of(Configurations.graph(structure));
  }

  /**
   * The chain of a graph.
   *
   * @throws InputException with everything that is not supported
   */
  static Chain of(ComputationGraphConfiguration graph) {
    if (graph.getNetworkInputs().size() != 1 || graph.getNetworkOutputs().size() != 1) {
      throw new InputException(
          "the network has %d inputs and %d outputs; only networks with one of each are supported"
              .formatted(graph.getNetworkInputs().size(), graph.getNetworkOutputs().size()));
    }
    List<Link> links = new Walk(graph).links();
    List<String> problems = Support.problems(graph, links);
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    return new Chain(links);
  }

  /** All layers, from input to output. */
  List<Link> links() {
    return links;
  }

  /** The layers with parameters, from input to output. */
  List<Link> parameterised() {
    return links.stream().filter(link -> link.kind().isPresent()).toList();
  }

  /** The layer that computes the loss. */
  Link output() {
    return links.get(links.size() - 1);
  }

  /** One pass from the input to the output. */
  private static final class Walk {
    private final ComputationGraphConfiguration graph;
    private final Map<String, List<String>> consumers = new TreeMap<>();
    private final List<Link> links = new ArrayList<>();
    private boolean timed = true;

    Walk(ComputationGraphConfiguration graph) {
      this.graph = graph;
      graph
          .getVertexInputs()
          .forEach(
              (name, inputs) ->
                  inputs.forEach(
                      input ->
                          consumers.computeIfAbsent(input, key -> new ArrayList<>()).add(name)));
    }

    List<Link> links() {
      String at = graph.getNetworkInputs().get(0);
      int seen = 0;
      while (consumers.containsKey(at)) {
        List<String> next = consumers.get(at);
        if (next.size() == 1) {
          at = next.get(0);
          seen++;
          visit(at);
        } else {
          BothEnds ends = BothEnds.find(graph, at, next);
          checkHalves(at, ends);
          at = ends.merge();
          seen += BothEnds.VERTICES;
          timed = false;
        }
      }
      if (seen != graph.getVertices().size() || !graph.getNetworkOutputs().contains(at)) {
        throw new InputException(
            "the network's vertices %s are not one chain from its input to its output; branches are not supported"
                .formatted(graph.getVertices().keySet()));
      }
      return links;
    }

    private void checkHalves(String source, BothEnds ends) {
      boolean halves =
          links.stream()
              .anyMatch(
                  link ->
                      link.name().equals(source)
                          && link.isBidirectional()
                          && ends.halves(graph, link.units()));
      if (!halves) {
        throw new InputException(
            "vertices %s and %s do not take the two halves of a bidirectional layer; other branches are not supported"
                .formatted(ends.forward(), ends.backward()));
      }
    }

    private void visit(String name) {
      GraphVertex vertex = graph.getVertices().get(name);
      if (graph.getVertexInputs().get(name).size() != 1) {
        throw new InputException(
            "vertex %s (%s) has several inputs; only chains of layers are supported"
                .formatted(name, vertex.getClass().getSimpleName()));
      }
      if (vertex instanceof LayerVertex layerVertex) {
        Link link = new Link(name, layerVertex.getLayerConf().getLayer(), timed);
        timed = timed && !link.pools();
        links.add(new Link(name, link.layer(), timed));
      } else if (vertex instanceof LastTimeStepVertex) {
        timed = false;
      } else if (!(vertex instanceof PreprocessorVertex)) {
        throw new InputException(
            "vertex %s (%s) is not supported; supported are layers in one chain, LastTimeStepVertex and PreprocessorVertex"
                .formatted(name, vertex.getClass().getSimpleName()));
      }
    }
  }
}
