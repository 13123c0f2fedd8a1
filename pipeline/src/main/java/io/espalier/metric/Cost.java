package io.espalier.metric;

import io.espalier.model.HiddenUnits;
import io.espalier.model.LayerShape;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Role;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a network costs. A multiply-add is one weight times one input; additions of biases and the
 * cell's own products are not counted, an embedding is looked up for nothing, and one-hot tokens
 * are multiplied like any input. Layers after pooling run once for a sequence, but are counted as
 * part of every step.
 *
 * @param parameters all parameters
 * @param nonzeros those that are not 0
 * @param macs multiply-adds per time step, as dense matrices
 * @param nonzeroMacs multiply-adds per time step with a weight that is not 0
 * @param layers each layer, from input to output
 * @param blocks each matrix or vector, in the order of the flat vector
 */
public record Cost(
    long parameters,
    long nonzeros,
    long macs,
    long nonzeroMacs,
    List<LayerCost> layers,
    List<BlockCost> blocks)
    implements Serializable {
  public Cost {
    layers = List.copyOf(layers);
    blocks = List.copyOf(blocks);
  }

  /**
   * @param units hidden units of one direction; for an output layer its outputs
   * @param deadUnits hidden units with no outgoing weight that is not 0
   */
  public record LayerCost(String name, long parameters, long nonzeros, int units, int deadUnits)
      implements Serializable {
    /** Fraction of parameters that are not 0. */
    public double density() {
      return (double) nonzeros / parameters;
    }
  }

  /**
   * @param gates density of each gate's part, in the layer's order; empty without gates
   */
  public record BlockCost(
      String name, String layer, Role role, long parameters, long nonzeros, List<GateCost> gates)
      implements Serializable {
    public BlockCost {
      gates = List.copyOf(gates);
    }

    /** Fraction of parameters that are not 0. */
    public double density() {
      return (double) nonzeros / parameters;
    }
  }

  /** The part of a block that belongs to one gate. */
  public record GateCost(String gate, long parameters, long nonzeros) implements Serializable {
    /** Fraction of parameters that are not 0. */
    public double density() {
      return (double) nonzeros / parameters;
    }
  }

  /** The cost of a network with these parameters. */
  public static Cost of(ParameterLayout layout, float[] parameters) {
    if (parameters.length != layout.length()) {
      throw new IllegalArgumentException(
          "a layout of %d parameters got %d".formatted(layout.length(), parameters.length));
    }
    List<BlockCost> blocks = new ArrayList<>();
    long macs = 0;
    long nonzeroMacs = 0;
    for (ParameterBlock block : layout.blocks()) {
      BlockCost cost = block(layout.layers().get(block.layer()), block, parameters);
      blocks.add(cost);
      if (block.role() != Role.BIAS && block.role() != Role.EMBEDDING) {
        macs += cost.parameters();
        nonzeroMacs += cost.nonzeros();
      }
    }
    List<LayerCost> layers = layers(layout, parameters);
    long nonzeros = blocks.stream().mapToLong(BlockCost::nonzeros).sum();
    return new Cost(parameters.length, nonzeros, macs, nonzeroMacs, layers, blocks);
  }

  /** Hidden units with no outgoing weight that is not 0, in all layers. */
  public int deadUnits() {
    return layers.stream().mapToInt(LayerCost::deadUnits).sum();
  }

  private static BlockCost block(LayerShape layer, ParameterBlock block, float[] parameters) {
    List<String> names = block.role() == Role.PEEPHOLE ? List.of() : layer.kind().gates();
    List<GateCost> gates = new ArrayList<>();
    for (int gate = 0; gate < names.size(); gate++) {
      int from = block.index(0, gate * layer.units());
      int to = from + layer.units() * block.rows();
      gates.add(new GateCost(names.get(gate), to - from, nonzeros(parameters, from, to)));
    }
    long nonzeros = nonzeros(parameters, block.offset(), block.end());
    return new BlockCost(block.name(), layer.name(), block.role(), block.length(), nonzeros, gates);
  }

  private static List<LayerCost> layers(ParameterLayout layout, float[] parameters) {
    HiddenUnits units = HiddenUnits.of(layout);
    List<LayerCost> costs = new ArrayList<>();
    for (int layer = 0; layer < layout.layers().size(); layer++) {
      LayerShape shape = layout.layers().get(layer);
      long all = 0;
      long nonzeros = 0;
      for (ParameterBlock block : layout.blocksOf(layer)) {
        all += block.length();
        nonzeros += nonzeros(parameters, block.offset(), block.end());
      }
      int dead = shape.kind().hasHiddenUnits() ? dead(units, layer, parameters) : 0;
      costs.add(new LayerCost(shape.name(), all, nonzeros, shape.units(), dead));
    }
    return costs;
  }

  private static int dead(HiddenUnits units, int layer, float[] parameters) {
    int dead = 0;
    for (int unit = 0; unit < units.count(layer); unit++) {
      boolean read = false;
      for (int position : units.outgoing(layer, unit)) {
        read |= parameters[position] != 0f;
      }
      dead += read ? 0 : 1;
    }
    return dead;
  }

  private static long nonzeros(float[] parameters, int from, int to) {
    long nonzeros = 0;
    for (int i = from; i < to; i++) {
      if (parameters[i] != 0f) {
        nonzeros++;
      }
    }
    return nonzeros;
  }
}
