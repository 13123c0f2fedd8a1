package io.espalier.network;

import io.espalier.model.InputException;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;

/**
 * The last output of each direction of a bidirectional layer, in Deeplearning4j's own vertices: the
 * forward half at the last valid step, the backward half at step 0, side by side.
 *
 * @param source the bidirectional layer's vertex
 * @param forward the vertex that takes the forward half
 * @param backward the vertex that takes the backward half
 * @param merge the vertex that puts both together
 */
record BothEnds(String source, String forward, String backward, String merge) {
  /** Vertices of one such group. */
  static final int VERTICES = 6;

  /** Adds the group behind a bidirectional layer of {@code units} units a direction. */
  static String add(GraphBuilder builder, String input, String source, int units) {
    builder.addVertex("forward", new SubsetVertex(0, units - 1), source);
    builder.addVertex("forward-last", new LastTimeStepVertex(input), "forward");
    builder.addVertex("backward", new SubsetVertex(units, 2 * units - 1), source);
    builder.addVertex("backward-reversed", new ReverseTimeSeriesVertex(input), "backward");
    builder.addVertex("backward-last", new LastTimeStepVertex(input), "backward-reversed");
    builder.addVertex("last", new MergeVertex(), "forward-last", "backward-last");
    return "last";
  }

  /**
   * The group that starts with these consumers of a vertex.
   *
   * @throws InputException if they are any other branch
   */
  static BothEnds find(ComputationGraphConfiguration graph, String source, List<String> consumers) {
    if (consumers.size() == 2) {
      for (int first = 0; first < 2; first++) {
        BothEnds ends = follow(graph, source, consumers.get(first), consumers.get(1 - first));
        if (!ends.merge().isEmpty()) {
          return ends;
        }
      }
    }
    throw new InputException(
        "vertex %s is read by %s; branches are not supported, only chains of layers"
            .formatted(source, consumers));
  }

  /** The groups of a graph. */
  static List<BothEnds> all(ComputationGraphConfiguration graph) {
    return graph.getVertices().keySet().stream()
        .map(
            source ->
                graph.getVertexInputs().entrySet().stream()
                    .filter(entry -> entry.getValue().contains(source))
                    .map(Map.Entry::getKey)
                    .toList())
        .filter(consumers -> consumers.size() == 2)
        .map(
            consumers ->
                find(graph, graph.getVertexInputs().get(consumers.get(0)).get(0), consumers))
        .toList();
  }

  /** The vertices between the bidirectional layer and the merge. */
  List<String> inner(ComputationGraphConfiguration graph) {
    String forwardLast = next(graph, forward, LastTimeStepVertex.class);
    String reversed = next(graph, backward, ReverseTimeSeriesVertex.class);
    String backwardLast = next(graph, reversed, LastTimeStepVertex.class);
    return List.of(forward, forwardLast, backward, reversed, backwardLast);
  }

  /** Whether its halves are those of a layer of {@code units} units a direction. */
  boolean halves(ComputationGraphConfiguration graph, int units) {
    return graph.getVertices().get(forward).equals(new SubsetVertex(0, units - 1))
        && graph.getVertices().get(backward).equals(new SubsetVertex(units, 2 * units - 1));
  }

  private static BothEnds follow(
      ComputationGraphConfiguration graph, String source, String forward, String backward) {
    String forwardLast = next(graph, forward, LastTimeStepVertex.class);
    String reversed = next(graph, backward, ReverseTimeSeriesVertex.class);
    String backwardLast = next(graph, reversed, LastTimeStepVertex.class);
    String merge = next(graph, forwardLast, MergeVertex.class);
    Map<String, GraphVertex> vertices = graph.getVertices();
    boolean complete =
        vertices.get(forward) instanceof SubsetVertex
            && vertices.get(backward) instanceof SubsetVertex
            && !merge.isEmpty()
            && List.of(forwardLast, backwardLast).equals(graph.getVertexInputs().get(merge));
    return new BothEnds(source, forward, backward, complete ? merge : "");
  }

  /** The one consumer of a vertex if it is of this type, else the empty name. */
  private static String next(
      ComputationGraphConfiguration graph, String source, Class<? extends GraphVertex> type) {
    List<String> consumers =
        graph.getVertexInputs().entrySet().stream()
            .filter(entry -> entry.getValue().contains(source))
            .map(Map.Entry::getKey)
            .toList();
    return consumers.size() == 1 && type.isInstance(graph.getVertices().get(consumers.get(0)))
        ? consumers.get(0)
        : "";
  }
}
