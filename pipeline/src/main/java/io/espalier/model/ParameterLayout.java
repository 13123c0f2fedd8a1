package io.espalier.model;

import java.io.Serializable;
import java.util.List;

/**
 * The layers and parameter blocks of one network, in the order of its flat vector. Blocks are
 * contiguous, start at 0 and do not overlap.
 */
public final class ParameterLayout implements Serializable {
  private final List<LayerShape> layers;
  private final List<ParameterBlock> blocks;

  public ParameterLayout(List<LayerShape> layers, List<ParameterBlock> blocks) {
    this.layers = List.copyOf(layers);
    this.blocks = List.copyOf(blocks);
    int position = 0;
    for (ParameterBlock block : blocks) {
      if (block.offset() != position || block.layer() >= layers.size()) {
        throw new IllegalArgumentException(
            "block %s must start at %d and name one of %d layers, got offset %d, layer %d"
                .formatted(block.name(), position, layers.size(), block.offset(), block.layer()));
      }
      position = block.end();
    }
  }

  /** The layers with parameters, from input to output. */
  public List<LayerShape> layers() {
    return layers;
  }

  /** The blocks, in the order of the flat vector. */
  public List<ParameterBlock> blocks() {
    return blocks;
  }

  /** The blocks of one layer, in order. */
  public List<ParameterBlock> blocksOf(int layer) {
    return blocks.stream().filter(block -> block.layer() == layer).toList();
  }

  /** Number of parameters in the flat vector. */
  public int length() {
    return blocks.isEmpty() ? 0 : blocks.get(blocks.size() - 1).end();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ParameterLayout that
        && layers.equals(that.layers)
        && blocks.equals(that.blocks);
  }

  @Override
  public int hashCode() {
    return 31 * layers.hashCode() + blocks.hashCode();
  }

  @Override
  public String toString() {
    return "ParameterLayout" + blocks;
  }
}
