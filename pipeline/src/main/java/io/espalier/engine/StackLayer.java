package io.espalier.engine;

import io.espalier.kernel.GateFunction;
import io.espalier.model.ParameterBlock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One layer of a {@link Stack}. */
public sealed interface StackLayer {
  /** Its parameters, in the order of the flat vector. */
  default List<ParameterBlock> blocks() {
    return List.of();
  }

  /** Turns each token into its row of the weights [tokens, width]. */
  record Embedding(ParameterBlock weights) implements StackLayer {
    @Override
    public List<ParameterBlock> blocks() {
      return List.of(weights);
    }
  }

  /**
   * An LSTM layer with tanh as activation. Behind two directions stands the concatenation [forward
   * | backward]; the backward one reads each sequence from its last valid step to its first.
   * Vectors or, as the first layer, tokens, which stand for one-hot vectors.
   *
   * @param directions forward, or forward and backward
   * @param gates squashing function of the three gates
   * @param retain probability with which training keeps an input; 1 without dropout
   */
  record Lstm(List<Cell> directions, GateFunction gates, double retain) implements StackLayer {
    public Lstm {
      directions = List.copyOf(directions);
    }

    @Override
    public List<ParameterBlock> blocks() {
      return directions.stream()
          .flatMap(cell -> Stream.of(cell.input(), cell.recurrent(), cell.bias()))
          .toList();
    }
  }

  /**
   * Where one direction's weights [inputs, 4 units], [units, 4 units] and bias [1, 4 units] are.
   */
  record Cell(ParameterBlock input, ParameterBlock recurrent, ParameterBlock bias) {}

  /** Makes one vector of all valid steps. */
  record Pool(Reduction reduction) implements StackLayer {}

  /** How the valid steps of a sequence become one vector. */
  enum Reduction {
    /** The output of the last valid step, of both directions where there are two. */
    LAST,
    /**
     * The last output of each of two directions: the forward half at the last valid step, the
     * backward half at the first.
     */
    BOTH_ENDS,
    /** Mean over valid steps. */
    MEAN,
    /** Maximum over valid steps. */
    MAX
  }

  /**
   * A fully connected layer, at every step or, behind the pooling, once a sequence.
   *
   * @param retain probability with which training keeps an input; 1 without dropout
   */
  record Dense(
      ParameterBlock weights, Optional<ParameterBlock> bias, Activation activation, double retain)
      implements StackLayer {
    @Override
    public List<ParameterBlock> blocks() {
      return Stream.concat(Stream.of(weights), bias.stream()).toList();
    }
  }

  /** Functions of a fully connected layer. */
  enum Activation {
    IDENTITY,
    RELU,
    TANH,
    SIGMOID,
    SOFTMAX
  }
}
