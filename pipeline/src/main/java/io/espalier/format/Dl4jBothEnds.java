package io.espalier.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The last output of each direction of a bidirectional layer, in Deeplearning4j's own vertices: the
 * forward half at the last valid step, the backward half at step 0, side by side.
 */
final class Dl4jBothEnds {
  private Dl4jBothEnds() {}

  /**
   * The vertices of one.
   *
   * @param source the bidirectional layer's
   * @param inner those between it and the merge
   * @param merge the one that puts both ends together
   */
  record Group(String source, List<String> inner, String merge) {}

  /** All in a graph. */
  static List<Group> all(Dl4jVertices vertices) {
    List<Group> groups = new ArrayList<>();
    for (String source : vertices.names()) {
      List<String> halves = vertices.readers(source);
      if (halves.size() == 2) {
        group(vertices, source, halves.get(0), halves.get(1))
            .or(() -> group(vertices, source, halves.get(1), halves.get(0)))
            .ifPresent(groups::add);
      }
    }
    return groups;
  }

  /** For each merge, the layer whose ends it puts together. */
  static Map<String, String> sources(List<Group> groups) {
    Map<String, String> sources = new HashMap<>();
    groups.forEach(group -> sources.put(group.merge(), group.source()));
    return sources;
  }

  private static Optional<Group> group(
      Dl4jVertices vertices, String source, String forward, String backward) {
    String forwardLast = vertices.next(forward, "LastTimeStepVertex");
    String reversed = vertices.next(backward, "ReverseTimeSeriesVertex");
    String backwardLast = vertices.next(reversed, "LastTimeStepVertex");
    String merge = vertices.next(forwardLast, "MergeVertex");
    boolean complete =
        areHalves(vertices, source, forward, backward)
            && !merge.isEmpty()
            && vertices.from(merge).equals(List.of(forwardLast, backwardLast));
    return complete
        ? Optional.of(
            new Group(
                source, List.of(forward, forwardLast, backward, reversed, backwardLast), merge))
        : Optional.empty();
  }

  private static boolean areHalves(
      Dl4jVertices vertices, String source, String forward, String backward) {
    JsonNode first = vertices.json(forward);
    JsonNode second = vertices.json(backward);
    int units = units(vertices, source);
    return vertices.type(forward).equals("SubsetVertex")
        && vertices.type(backward).equals("SubsetVertex")
        && first.path("from").asInt(-1) == 0
        && first.path("to").asInt(-1) == units - 1
        && second.path("from").asInt(-1) == units
        && second.path("to").asInt(-1) == 2 * units - 1;
  }

  /** Units in each direction of the bidirectional layer of a vertex; 0 where it has none. */
  private static int units(Dl4jVertices vertices, String source) {
    return vertices.json(source).path("layerConf").path("layer").path("fwd").path("nout").asInt(0);
  }
}
