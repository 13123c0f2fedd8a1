package io.espalier.engine;

import io.espalier.engine.RecurrentForward.Keep;
import io.espalier.engine.RecurrentForward.Order;
import io.espalier.kernel.RecurrentStep;
import io.espalier.model.Activation;
import io.espalier.model.InputException;
import io.espalier.model.Layer;
import io.espalier.model.Layer.Bidirectional;
import io.espalier.model.Layer.Recurrent;
import io.espalier.model.LayerShape;
import io.espalier.model.Network;
import io.espalier.model.Node;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts the layers of one network to work, each over its own blocks of the same parameters. */
public final class LayerForwards {
  private final Parameters parameters;
  private final Keep keep;
  private final Lanes vectors = new Lanes();
  private final List<Node> nodes;
  private final Map<String, List<ParameterBlock>> blocks = new HashMap<>();

  /**
   * @throws InputException if the network reads several inputs
   */
  public LayerForwards(Network network, Parameters parameters, Keep keep) {
    this.parameters = parameters;
    this.keep = keep;
    this.nodes = network.nodes();
    if (network.inputs().size() != 1) {
      throw new InputException(
          "the network reads %s; a batch has one input".formatted(network.inputs()));
    }
    ParameterLayout layout = network.layout();
    List<LayerShape> layers = layout.layers();
    for (int i = 0; i < layers.size(); i++) {
      blocks.put(layers.get(i).name(), layout.blocksOf(i));
    }
  }

  /**
   * A node at work, its noise aside.
   *
   * @param inputs what it reads
   */
  public LayerForward of(Node node, List<LayerInput> inputs) {
    Layer layer = node.layer();
    LayerInput input = inputs.get(0);
    if (layer instanceof Bidirectional both) {
      Signal output = new Signal(both.outputs(both.inputs()), input.lanes());
      return new BidirectionalForward(
          direction(node, Order.FORWARD, input, output),
          direction(node, Order.BACKWARD, input, output),
          output);
    }
    if (layer instanceof Recurrent cell) {
      return direction(node, Order.FORWARD, input, new Signal(cell.units(), input.lanes()));
    }
    if (layer instanceof Layer.Pool pool) {
      return new PoolForward(input, pool, vectors);
    }
    if (layer instanceof Layer.Merge) {
      return new MergeForward(inputs);
    }
    return layer instanceof Layer.Weighted
        ? new DenseForward(
            keep, input, parameters, blocks.get(node.name()), activation(layer), place(node))
        : new ActivateForward(input, activation(layer), place(node));
  }

  /**
   * One direction of a recurrent layer.
   *
   * @param output of the layer
   */
  public RecurrentForward direction(Node node, Order order, LayerInput input, Signal output) {
    List<ParameterBlock> all = blocks.get(node.name());
    if (node.layer() instanceof Bidirectional both) {
      int half = all.size() / 2;
      boolean forward = order == Order.FORWARD;
      Recurrent cell = forward ? both.forward() : both.backward();
      List<ParameterBlock> own = forward ? all.subList(0, half) : all.subList(half, all.size());
      return new RecurrentForward(
          order,
          keep,
          input,
          parameters,
          CellBlocks.of(own),
          RecurrentStep.of(cell),
          output,
          order.ordinal() * both.units(),
          place(node) - order.ordinal());
    }
    return new RecurrentForward(
        order,
        keep,
        input,
        parameters,
        CellBlocks.of(all),
        RecurrentStep.of((Recurrent) node.layer()),
        output,
        0,
        place(node));
  }

  /** Noise has the places from 0 on. */
  private int place(Node node) {
    return -1 - 2 * nodes.indexOf(node);
  }

  /** The function at the end of a fully connected layer or of one without parameters. */
  public static Activation activation(Layer layer) {
    if (layer instanceof Layer.Output output) {
      return output.dense().activation();
    }
    if (layer instanceof Layer.OutputLoss loss) {
      return loss.activation();
    }
    if (layer instanceof Layer.Activate activate) {
      return activate.activation();
    }
    return layer instanceof Layer.Embedding embedding
        ? embedding.activation()
        : ((Layer.Dense) layer).activation();
  }
}
