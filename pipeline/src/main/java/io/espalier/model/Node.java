package io.espalier.model;

import java.io.Serializable;
import java.util.List;

/**
 * A layer in its place.
 *
 * @param name unique in the network
 * @param from names of the nodes or network inputs that it reads, in order
 * @param layer what it computes
 */
public record Node(String name, List<String> from, Layer layer) implements Serializable {
  public Node {
    from = List.copyOf(from);
  }

  /** A node that reads one other. */
  public static Node of(String name, String from, Layer layer) {
    return new Node(name, List.of(from), layer);
  }
}
