package io.espalier.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.espalier.model.InputException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The vertices of a ComputationGraph and what they read. */
final class Dl4jVertices {
  private final JsonNode root;
  private final List<String> inputs;
  private final Map<String, List<String>> from = new LinkedHashMap<>();
  private final Map<String, List<String>> readers = new HashMap<>();

  Dl4jVertices(JsonNode root) {
    this.root = root;
    this.inputs = texts(root.path("networkInputs"));
    JsonNode vertices = root.path("vertices");
    vertices
        .fieldNames()
        .forEachRemaining(name -> from.put(name, texts(root.path("vertexInputs").path(name))));
    from.forEach(
        (name, sources) ->
            new HashSet<>(sources)
                .forEach(
                    source -> readers.computeIfAbsent(source, k -> new ArrayList<>()).add(name)));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  List<String> inputs() {
    return inputs;
  }

  Set<String> names() {
    return from.keySet();
  }

  JsonNode json(String name) {
    return root.path("vertices").path(name);
  }

  /** Simple name of a vertex' class. */
  String type(String name) {
    return new Dl4jPart(name, json(name)).type();
  }

  /** What a vertex reads, in order. */
  List<String> from(String name) {
    return from.getOrDefault(name, List.of());
  }

  List<String> readers(String name) {
    return readers.getOrDefault(name, List.of());
  }

  /** The one reader of a vertex if it is of this type, else the empty name. */
  String next(String name, String type) {
    List<String> next = readers(name);
    return next.size() == 1 && type(next.get(0)).equals(type) ? next.get(0) : "";
  }

  /**
   * The vertices in the order of the flat parameter vector: as the file says, and if it does not,
   * as Deeplearning4j sorts them.
   *
   * @throws InputException if there is no order in which each stands behind what it reads
   */
  List<String> order() {
    List<String> order =
        root.path("topologicalOrderStr").isEmpty()
            ? sorted()
            : texts(root.path("topologicalOrderStr"));
    order.removeAll(inputs);
    if (order.size() != from.size() || !from.keySet().equals(Set.copyOf(order))) {
      throw new InputException(
          "the network's vertices %s have no order from its inputs on; it reads itself, or what is"
                  .formatted(from.keySet())
              + " not there");
    }
    return order;
  }

  /**
   * Kahn's algorithm (Communications of the ACM 1962) over the numbers of the vertices, whose sets
   * are gone through in the order in which Java's hash sets hold them.
   */
  private List<String> sorted() {
    List<String> names = new ArrayList<>(inputs);
    names.addAll(from.keySet());
    Map<String, Integer> numbers = new HashMap<>();
    names.forEach(name -> numbers.put(name, numbers.size()));
    Map<Integer, Set<Integer>> readBy = new HashMap<>();
    Map<Integer, Set<Integer>> open = new HashMap<>();
    from.forEach(
        (name, sources) -> {
          Set<Integer> read = new HashSet<>();
          for (String source : sources) {
            int number = numbers.getOrDefault(source, -1);
            read.add(number);
            readBy.computeIfAbsent(number, k -> new HashSet<>()).add(numbers.get(name));
          }
          open.put(numbers.get(name), read);
        });
    List<String> order = new ArrayList<>();
    Deque<Integer> ready = new ArrayDeque<>(inputs.stream().map(numbers::get).toList());
    while (!ready.isEmpty()) {
      int next = ready.removeFirst();
      order.add(names.get(next));
      for (int reader : readBy.getOrDefault(next, Set.of())) {
        open.get(reader).remove(next);
        if (open.get(reader).isEmpty()) {
          ready.add(reader);
        }
      }
    }
    return order;
  }
}
