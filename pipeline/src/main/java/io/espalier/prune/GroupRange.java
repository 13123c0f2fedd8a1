package io.espalier.prune;

import io.espalier.model.Slice;

/**
 * Groups that stand next to each other: those of a matrix, or the units of a layer.
 *
 * @param part of the network whose groups they are
 * @param slice the groups that are there now
 * @param dense number of groups in the dense network
 * @param gone groups that are pruned already, whether or not they are still there
 * @param spared groups that must be left in any case
 */
public record GroupRange(Part part, Slice slice, int dense, int gone, int spared) {
  /**
   * What a range is a part of.
   *
   * @param layer name of the layer
   * @param name name of the matrix, or of the layer again
   * @param inputs rows of the matrix
   * @param outputs columns of it that are eligible
   */
  public record Part(String layer, String name, int inputs, int outputs) {}

  /** Name of the layer. */
  public String layer() {
    return part.layer();
  }

  /** Name of the matrix, or of the layer again. */
  public String name() {
    return part.name();
  }

  /** Groups that live. */
  public int living() {
    return dense - gone;
  }

  /** Most groups that may ever be pruned. */
  public int most() {
    return Math.max(gone, dense - spared);
  }

  /** The same range, of which at least so many groups must be left. */
  GroupRange sparing(int groups) {
    return new GroupRange(part, slice, dense, gone, Math.max(spared, groups));
  }
}
