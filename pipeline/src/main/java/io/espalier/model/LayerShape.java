package io.espalier.model;

/**
 * A layer with parameters.
 *
 * @param name the layer's name in its network, unique
 * @param kind what it computes
 * @param inputs width of its input
 * @param units its units in one direction; a bidirectional layer has this many in each
 * @param directions 1, or 2 for a bidirectional layer whose outputs are concatenated
 */
public record LayerShape(String name, LayerKind kind, int inputs, int units, int directions)
    implements java.io.Serializable {
  /** Width of the layer's output. */
  public int outputs() {
    return units * directions;
  }
}
