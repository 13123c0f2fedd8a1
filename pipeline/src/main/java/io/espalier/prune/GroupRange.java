package io.espalier.prune;

import io.espalier.model.Slice;

/**
 * Groups that stand next to each other: the weights of a matrix, or the units of a layer.
 *
 * @param layer name of the layer
 * @param name name of the matrix, or of the layer again
 * @param slice the groups that are there now
 * @param dense number of groups in the dense network
 * @param gone groups that are pruned already, whether or not they are still there
 * @param spared groups that must be left in any case
 */
public record GroupRange(String layer, String name, Slice slice, int dense, int gone, int spared) {
  /** Most groups that may ever be pruned. */
  public int most() {
    return Math.max(gone, dense - spared);
  }
}
