package io.espalier.engine;

import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.data.Target;
import io.espalier.metric.Outputs;
import io.espalier.model.Activation;
import io.espalier.model.Layer;
import io.espalier.model.Loss;
import io.espalier.model.Network;
import io.espalier.objective.LossFunction;

/** What a network's outputs cost, given what its examples want. */
public final class Examples {
  private Examples() {}

  /** The loss of a network. */
  public static LossFunction loss(Network network) {
    Layer layer = network.outputNode().layer();
    Loss loss =
        layer instanceof Layer.Output output ? output.loss() : ((Layer.OutputLoss) layer).loss();
    return LossFunction.of(loss, outputActivation(network), network.width(network.output()));
  }

  /** The function at a network's end. */
  public static Activation outputActivation(Network network) {
    return LayerForwards.activation(network.outputNode().layer());
  }

  /** Mean loss of a batch's examples, which the outputs are about in this order. */
  public static double meanLoss(LossFunction loss, Outputs outputs, Batch batch) {
    loss.begin();
    int row = 0;
    for (Sequence sequence : batch.sequences()) {
      int steps = sequence.target() instanceof Target.NextToken ? sequence.steps() : 1;
      for (int step = 0; step < steps; step++) {
        add(loss, outputs.values(), row++ * outputs.width(), 1, sequence, step);
      }
    }
    return loss.sum() / outputs.rows();
  }

  /**
   * Adds an example.
   *
   * @param said outputs [outputs][lanes]
   */
  public static void add(
      LossFunction loss, float[] said, int lane, int lanes, Sequence sequence, int step) {
    if (sequence.target() instanceof Target.Values wanted) {
      loss.add(said, lane, lanes, wanted.values());
    } else {
      loss.add(said, lane, lanes, wanted(sequence, step));
    }
  }

  /** Writes the errors of an example. */
  public static void error(
      LossFunction loss,
      float[] said,
      int lane,
      int lanes,
      Sequence sequence,
      int step,
      float[] into) {
    if (sequence.target() instanceof Target.Values wanted) {
      loss.error(said, lane, lanes, wanted.values(), into);
    } else {
      loss.error(said, lane, lanes, wanted(sequence, step), into);
    }
  }

  /** The class or token that the output should name. */
  private static int wanted(Sequence sequence, int step) {
    if (sequence.target() instanceof Target.Label label) {
      return label.index();
    }
    if (sequence.target() instanceof Target.NextToken) {
      return sequence.tokens()[step + 1];
    }
    throw new IllegalArgumentException(
        "sequence %s has no label to learn from".formatted(sequence.id()));
  }
}
