package io.espalier.engine;

import io.espalier.engine.StackLayer.Cell;
import io.espalier.model.ParameterBlock;
import io.espalier.model.Role;
import java.util.Optional;

/** Gives each layer its place in the flat parameter vector, in Deeplearning4j's order. */
final class Blocks {
  private int layer = -1;
  private int offset;

  /** The blocks that follow belong to the next layer with parameters. */
  void nextLayer() {
    layer++;
  }

  /** An LSTM's blocks in one direction. */
  Cell cell(String prefix, int inputs, int units) {
    return new Cell(
        block(prefix + "W", Role.INPUT_WEIGHT, inputs, 4 * units),
        block(prefix + "RW", Role.RECURRENT_WEIGHT, units, 4 * units),
        block(prefix + "b", Role.BIAS, 1, 4 * units));
  }

  ParameterBlock weights(String layerName, Role role, int inputs, int units) {
    return block(layerName + ".W", role, inputs, units);
  }

  /** The bias of a layer that may have none. */
  Optional<ParameterBlock> bias(Link link, int units) {
    return link.flag("hasBias")
        ? Optional.of(block(link.name() + ".b", Role.BIAS, 1, units))
        : Optional.empty();
  }

  /** Length of the vector so far. */
  int length() {
    return offset;
  }

  private ParameterBlock block(String name, Role role, int rows, int columns) {
    ParameterBlock block = new ParameterBlock(name, layer, role, rows, columns, offset);
    offset = block.end();
    return block;
  }
}
