package io.espalier.engine;

import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.data.Target;
import io.espalier.engine.Stack.Loss;

/** What the network's output is worth. */
final class LossPass {
  private static final float SMALLEST = 1e-10f;

  private final Signal output;
  private final Loss loss;

  LossPass(Signal output, Loss loss) {
    this.output = output;
    this.loss = loss;
  }

  /** The loss, summed over examples. */
  double sum(Batch batch) {
    double sum = 0;
    for (int t = 0; t < output.shape().steps(); t++) {
      float[] said = output.value(t).values();
      for (int lane = 0; lane < batch.size(); lane++) {
        if (t < output.shape().length(lane)) {
          sum += of(said, batch.sequences().get(lane), t, lane, batch.size());
        }
      }
    }
    return sum;
  }

  /**
   * Writes the errors of the output: behind softmax those of its sums, else those of its values.
   */
  void errors(Batch batch) {
    int lanes = batch.size();
    int n = output.rows() * lanes;
    float slope = loss == Loss.CROSS_ENTROPY ? 1f : 2f / output.rows();
    for (int t = 0; t < output.shape().steps(); t++) {
      float[] said = output.value(t).values();
      float[] errors = output.error(t).overwrite();
      for (int i = 0; i < n; i++) {
        errors[i] = slope * said[i];
      }
      for (int lane = 0; lane < lanes; lane++) {
        if (t < output.shape().length(lane)) {
          subtract(batch.sequences().get(lane), t, slope, errors, lane, lanes);
        } else {
          for (int i = lane; i < n; i += lanes) {
            errors[i] = 0f;
          }
        }
      }
    }
  }

  private double of(float[] said, Sequence sequence, int step, int lane, int lanes) {
    float[] values = sequence.target() instanceof Target.Values known ? known.values() : NONE;
    if (loss == Loss.CROSS_ENTROPY && values == NONE) {
      return -log(said[token(sequence, step) * lanes + lane]);
    }
    double sum = 0;
    for (int k = 0; k < output.rows(); k++) {
      float wanted = values == NONE ? (k == token(sequence, step) ? 1f : 0f) : values[k];
      float value = said[k * lanes + lane];
      sum +=
          loss == Loss.CROSS_ENTROPY
              ? -wanted * log(value)
              : (double) (value - wanted) * (value - wanted) / output.rows();
    }
    return sum;
  }

  private static final float[] NONE = new float[0];

  private static double log(float probability) {
    return Math.log(Math.max(probability, SMALLEST));
  }

  private void subtract(
      Sequence sequence, int step, float slope, float[] errors, int lane, int lanes) {
    if (sequence.target() instanceof Target.Values known) {
      for (int k = 0; k < output.rows(); k++) {
        errors[k * lanes + lane] -= slope * known.values()[k];
      }
    } else {
      errors[token(sequence, step) * lanes + lane] -= slope;
    }
  }

  /** The class or token that the output should name. */
  private static int token(Sequence sequence, int step) {
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
