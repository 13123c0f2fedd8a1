package io.espalier.engine;

import io.espalier.model.ParameterBlock;
import java.util.List;

/**
 * Where the parameters of one direction of a recurrent layer stand.
 *
 * @param input [inputs, gates · units]
 * @param recurrent [units, gates · units]
 */
public record CellBlocks(ParameterBlock input, ParameterBlock recurrent) {
  /** Of a direction's blocks, in order. */
  static CellBlocks of(List<ParameterBlock> blocks) {
    return new CellBlocks(blocks.get(0), blocks.get(1));
  }

  /** Where the parameters begin that belong to no product: peepholes, then the bias. */
  public int vectors() {
    return recurrent.end();
  }
}
