package io.espalier.model;

/**
 * A matrix inside the flat parameter vector, stored column by column: element (row, column) stands
 * at {@code offset + column * rows + row}.
 *
 * @param name unique in the network, for example {@code lstm-1.RW}
 * @param layer index of the layer in {@link ParameterLayout#layers()}
 * @param role what the block does
 * @param rows inputs of the matrix
 * @param columns outputs of the matrix
 * @param offset where the block starts in the flat vector
 */
public record ParameterBlock(String name, int layer, Role role, int rows, int columns, int offset)
    implements java.io.Serializable {
  public ParameterBlock {
    if (rows < 1 || columns < 1 || offset < 0) {
      throw new IllegalArgumentException(
          "block %s: rows and columns must be positive and the offset not negative, got %d x %d at %d"
              .formatted(name, rows, columns, offset));
    }
  }

  /** Number of parameters. */
  public int length() {
    return Math.multiplyExact(rows, columns);
  }

  /** The position after the block's last parameter. */
  public int end() {
    return offset + length();
  }

  /** Position of an element in the flat vector. */
  public int index(int row, int column) {
    return offset + column * rows + row;
  }
}
