package io.espalier.engine;

import io.espalier.data.Batch;
import io.espalier.metric.Outputs;

/** A network that looks at sequences and learns nothing: dropout is off. */
public interface Predictor {
  /**
   * What the network says about each sequence, or for a language model about each valid step, the
   * steps of one sequence together.
   */
  Outputs outputs(Batch batch);

  /**
   * Mean loss of the batch's examples; an example is a sequence, or for a language model a valid
   * step.
   */
  double loss(Batch batch);

  /**
   * Σ|h| of each hidden unit over valid steps, or over sequences behind the pooling, in the order
   * of the layers that have units; both directions of a bidirectional unit are added.
   */
  double[] activations(Batch batch);
}
