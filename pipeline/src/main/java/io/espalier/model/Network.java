package io.espalier.model;

import io.espalier.model.Layer.Weighted;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a network computes, without its numbers: a graph of layers.
 *
 * @param nodes each behind those that it reads
 * @param inputs names of what is read from outside, in order
 * @param output name of the node that says what the network says
 */
public record Network(List<Node> nodes, List<String> inputs, String output)
    implements Serializable {
  /**
   * @throws InputException with every reason why these nodes make no network
   */
  public Network {
    nodes = List.copyOf(nodes);
    inputs = List.copyOf(inputs);
    List<String> problems = problems(nodes, inputs, output);
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
  }

  /** The node of a name. */
  public Node node(String name) {
    return nodes.stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the network has no node " + name));
  }

  /** The node that says what the network says. */
  public Node outputNode() {
    return node(output);
  }

  /** The nodes that read what a node or an input of this name gives. */
  public List<Node> consumers(String name) {
    return nodes.stream().filter(node -> node.from().contains(name)).toList();
  }

  /** The nodes with parameters, in order. */
  public List<Node> weighted() {
    return nodes.stream().filter(node -> node.layer() instanceof Weighted).toList();
  }

  /**
   * Width of the vectors that a node gives or that are read at an input; of an input that reads
   * tokens, the number of tokens it knows.
   */
  public int width(String name) {
    return widths().get(name);
  }

  /** The widths of all inputs and nodes by name. */
  public Map<String, Integer> widths() {
    return widths(nodes, inputs);
  }

  /** Whether a node gives a vector at every step, rather than one for each sequence. */
  public boolean isTimed(String name) {
    return timed().contains(name);
  }

  /** Names of the inputs and nodes that give a vector at every step. */
  public Set<String> timed() {
    Set<String> timed = new HashSet<>(inputs);
    for (Node node : nodes) {
      if (!(node.layer() instanceof Layer.Pool) && timed.containsAll(node.from())) {
        timed.add(node.name());
      }
    }
    return timed;
  }

  /** Where its parameters stand in the flat vector, and which layers read which. */
  public ParameterLayout layout() {
    return ParameterLayout.of(this);
  }

  /** The same graph with other layers at some nodes. */
  public Network with(Map<String, ? extends Layer> layers) {
    return new Network(
        nodes.stream()
            .map(
                n ->
                    new Node(
                        n.name(),
                        n.from(),
                        layers.containsKey(n.name()) ? layers.get(n.name()) : n.layer()))
            .toList(),
        inputs,
        output);
  }

  private static List<String> problems(List<Node> nodes, List<String> inputs, String output) {
    List<String> problems = new ArrayList<>();
    Set<String> known = new HashSet<>(inputs);
    Set<String> read = new HashSet<>(Set.of(output));
    for (Node node : nodes) {
      for (String from : node.from()) {
        if (!known.contains(from)) {
          problems.add(
              "node %s reads %s, which does not stand before it".formatted(node.name(), from));
        }
      }
      if (node.from().isEmpty()
          || (node.from().size() > 1 && !(node.layer() instanceof Layer.Merge))) {
        problems.add(
            "node %s reads %s; only a merge reads several".formatted(node.name(), node.from()));
      }
      if (!known.add(node.name())) {
        problems.add("two nodes are called " + node.name());
      }
      read.addAll(node.from());
    }
    for (String name : known) {
      if (!read.contains(name)) {
        problems.add("nobody reads " + name);
      }
    }
    if (nodes.stream().noneMatch(node -> node.name().equals(output))) {
      problems.add("the network has no node %s, which should be its output".formatted(output));
    }
    return problems.isEmpty() ? widthProblems(nodes, inputs) : problems;
  }

  private static List<String> widthProblems(List<Node> nodes, List<String> inputs) {
    List<String> problems = new ArrayList<>();
    Map<String, Integer> widths = widths(nodes, inputs);
    for (Node node : nodes) {
      int given = node.from().stream().mapToInt(widths::get).sum();
      if (node.layer() instanceof Weighted layer && layer.inputs() != given) {
        problems.add(
            "layer %s reads %d numbers, but %s before it gives %d"
                .formatted(node.name(), layer.inputs(), String.join(" and ", node.from()), given));
      }
    }
    return problems;
  }

  /** Width of what each input and node gives. */
  private static Map<String, Integer> widths(List<Node> nodes, List<String> inputs) {
    Map<String, Integer> widths = new HashMap<>();
    for (String input : inputs) {
      widths.put(input, inputWidth(nodes, input).orElse(0));
    }
    for (Node node : nodes) {
      int read = node.from().stream().mapToInt(widths::get).sum();
      widths.put(node.name(), node.layer().outputs(read));
    }
    return widths;
  }

  /** What the first layer with parameters behind an input wants; empty where none says it. */
  private static OptionalInt inputWidth(List<Node> nodes, String input) {
    for (Node node : nodes) {
      if (node.from().equals(List.of(input))) {
        if (node.layer() instanceof Weighted layer) {
          return OptionalInt.of(layer.inputs());
        }
        OptionalInt behind = inputWidth(nodes, node.name());
        if (behind.isPresent()) {
          return behind;
        }
      }
    }
    return OptionalInt.empty();
  }
}
