package io.espalier.engine;

import io.espalier.model.ParameterBlock;
import java.util.List;
import java.util.Optional;

/**
 * Where the parameters of one direction of a recurrent layer stand.
 *
 * @param input [inputs, gates · units]
 * @param recurrent [units, gates · units]
 * @param peepholes [units, 3]
 * @param bias [1, gates · units]
 */
public record CellBlocks(
    ParameterBlock input,
    ParameterBlock recurrent,
    Optional<ParameterBlock> peepholes,
    ParameterBlock bias) {
  /** Where the parameters begin that belong to no product: peepholes, then the bias. */
  public int vectors() {
    return recurrent.end();
  }

  static CellBlocks of(List<ParameterBlock> blocks) {
    int last = blocks.size() - 1;
    return new CellBlocks(
        blocks.get(0),
        blocks.get(1),
        last == 3 ? Optional.of(blocks.get(2)) : Optional.empty(),
        blocks.get(last));
  }
}
