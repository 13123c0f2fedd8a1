package io.espalier.data;

import io.espalier.model.Activation;
import io.espalier.model.InputException;
import io.espalier.model.Layer.Embedding;
import io.espalier.model.Layer.Output;
import io.espalier.model.Layer.OutputLoss;
import io.espalier.model.Loss;
import io.espalier.model.Network;
import io.espalier.model.NetworkRules;
import java.io.Serializable;

/**
 * What data a network can be trained with.
 *
 * @param task one label for each sequence, numbers for each sequence, or the next token at each
 *     step
 * @param indices whether it reads token indices rather than vectors
 * @param inputs width of the vectors it reads, or number of tokens it knows
 * @param outputs width of its output
 */
public record DataForm(Task task, boolean indices, int inputs, int outputs)
    implements Serializable {
  /**
   * The form of a network's data.
   *
   * @throws InputException if the network is not supported
   */
  public static DataForm of(Network network) {
    NetworkRules.check(network);
    boolean categorical = givesProbabilities(network);
    boolean timed = network.isTimed(network.output());
    if (timed && !categorical) {
      throw new InputException(
          "layer %s gives numbers at every time step, which is not supported; only language models say something at every step"
              .formatted(network.output()));
    }
    Task task =
        timed ? Tasks.LANGUAGE_MODEL : categorical ? Tasks.CLASSIFICATION : Tasks.REGRESSION;
    return new DataForm(
        task,
        readsIndices(network),
        network.width(network.inputs().get(0)),
        network.width(network.output()));
  }

  /** Whether it reads token indices rather than vectors. */
  public static boolean readsIndices(Network network) {
    return network.nodes().stream().anyMatch(node -> node.layer() instanceof Embedding);
  }

  /** Whether the output is a probability for each class or token. */
  static boolean givesProbabilities(Network network) {
    Loss.Kind loss = loss(network);
    return givesSoftmax(network)
        && (loss == Loss.Kind.CROSS_ENTROPY || loss == Loss.Kind.SPARSE_CROSS_ENTROPY);
  }

  static boolean givesSoftmax(Network network) {
    return activation(network).equals(Activation.SOFTMAX);
  }

  /** What a network's training minimises. */
  static Loss.Kind loss(Network network) {
    return network.outputNode().layer() instanceof Output output
        ? output.loss().kind()
        : ((OutputLoss) network.outputNode().layer()).loss().kind();
  }

  /** The function at a network's end. */
  static Activation activation(Network network) {
    return network.outputNode().layer() instanceof Output output
        ? output.dense().activation()
        : ((OutputLoss) network.outputNode().layer()).activation();
  }
}
