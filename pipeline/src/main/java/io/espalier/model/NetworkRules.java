package io.espalier.model;

import io.espalier.model.Layer.Activate;
import io.espalier.model.Layer.Bidirectional;
import io.espalier.model.Layer.Dense;
import io.espalier.model.Layer.Embedding;
import io.espalier.model.Layer.Output;
import io.espalier.model.Layer.OutputLoss;
import io.espalier.model.Layer.Pool;
import io.espalier.model.Layer.Recurrent;
import io.espalier.model.Layer.Reduction;
import io.espalier.model.Layer.Weighted;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Says by name what in a network cannot be trained, pruned and compacted correctly. */
public final class NetworkRules {
  private final Network network;
  private final List<String> problems = new ArrayList<>();

  private NetworkRules(Network network) {
    this.network = network;
  }

  /**
   * Refuses what is not supported.
   *
   * @throws InputException with all {@link #problems} of the network
   */
  public static void check(Network network) {
    List<String> problems = problems(network);
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
  }

  /** All problems, in order from input to output; empty where the network is supported. */
  public static List<String> problems(Network network) {
    NetworkRules rules = new NetworkRules(network);
    if (network.inputs().size() != 1) {
      rules.problems.add(
          "the network has %d inputs; only networks with one are supported"
              .formatted(network.inputs().size()));
    }
    network.nodes().forEach(rules::layer);
    if (network.nodes().stream().noneMatch(node -> isRecurrent(node.layer()))) {
      rules.problems.add(
          "the network has no recurrent layer; it needs an LSTM, GravesLSTM or SimpleRnn");
    }
    rules.output();
    return rules.problems;
  }

  private void layer(Node node) {
    if (activations(node.layer()).contains(Activation.SOFTMAX)) {
      refuse(node, "has softmax as a hidden activation, in which units are not independent");
    }
    if (node.layer() instanceof Embedding && !feeders(node).isEmpty()) {
      refuse(node, "must be the first layer");
    }
    if (node.layer() instanceof Pool pool
        && pool.reduction() == Reduction.BOTH_ENDS
        && !isReadingOneBidirectional(node)) {
      refuse(node, "takes both ends of what is not a bidirectional layer");
    }
  }

  private boolean isReadingOneBidirectional(Node pool) {
    Set<Node> feeders = feeders(pool);
    return feeders.size() == 1
        && feeders.stream()
            .allMatch(
                from ->
                    from.layer() instanceof Bidirectional
                        && network.width(from.name()) == network.width(pool.name()));
  }

  private void output() {
    Node last = network.outputNode();
    if (last.layer() instanceof OutputLoss) {
      if (!feeders(last).stream().allMatch(from -> from.layer() instanceof Dense)) {
        refuse(
            last,
            "must follow a DenseLayer, so that the units of a recurrent layer are not the network's"
                + " output");
      }
    } else if (!(last.layer() instanceof Output)) {
      refuse(
          last,
          "is the last layer; that must be an OutputLayer, RnnOutputLayer, LossLayer or"
              + " RnnLossLayer");
    }
  }

  /** The layers with parameters whose outputs reach a node through no other one. */
  private Set<Node> feeders(Node node) {
    Set<Node> found = new HashSet<>();
    Set<String> seen = new HashSet<>(network.inputs());
    Deque<String> open = new ArrayDeque<>(node.from());
    while (!open.isEmpty()) {
      String name = open.remove();
      if (seen.add(name)) {
        Node from = network.node(name);
        if (from.layer() instanceof Weighted) {
          found.add(from);
        } else {
          open.addAll(from.from());
        }
      }
    }
    return found;
  }

  private static boolean isRecurrent(Layer layer) {
    return layer instanceof Recurrent || layer instanceof Bidirectional;
  }

  /** The activations of a layer that is not the output. */
  private static List<Activation> activations(Layer layer) {
    if (layer instanceof Bidirectional both) {
      return List.of(both.forward().activation(), both.backward().activation());
    }
    if (layer instanceof Recurrent cell) {
      return List.of(cell.activation());
    }
    if (layer instanceof Dense dense) {
      return List.of(dense.activation());
    }
    return layer instanceof Activate activate ? List.of(activate.activation()) : List.of();
  }

  private void refuse(Node node, String reason) {
    problems.add(
        "layer %s (%s) %s".formatted(node.name(), node.layer().getClass().getSimpleName(), reason));
  }
}
