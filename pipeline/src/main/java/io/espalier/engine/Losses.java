package io.espalier.engine;

import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.data.Target;
import io.espalier.metric.Outputs;

/** What a network's outputs cost. */
final class Losses {
  /** Bound on a probability, so that no loss is infinite. */
  private static final double LEAST = 1e-10;

  private Losses() {}

  /** Mean loss of a batch's examples, which the outputs are about in this order. */
  static double mean(Stack.Loss loss, Outputs outputs, Batch batch) {
    double sum = 0;
    int row = 0;
    for (Sequence sequence : batch.sequences()) {
      if (sequence.target() instanceof Target.NextToken) {
        for (int step = 0; step < sequence.steps(); step++) {
          sum += crossEntropy(outputs, row++, sequence.tokens()[step + 1]);
        }
      } else if (sequence.target() instanceof Target.Label label) {
        sum += crossEntropy(outputs, row++, label.index());
      } else if (sequence.target() instanceof Target.Values values
          && loss == Stack.Loss.SQUARED_ERROR) {
        sum += squaredError(outputs, row++, values.values());
      } else {
        throw new IllegalArgumentException(
            "sequence %s has nothing to compare with".formatted(sequence.id()));
      }
    }
    return sum / outputs.rows();
  }

  private static double crossEntropy(Outputs outputs, int row, int expected) {
    return -Math.log(Math.max(LEAST, outputs.values()[row * outputs.width() + expected]));
  }

  private static double squaredError(Outputs outputs, int row, float[] expected) {
    double sum = 0;
    for (int k = 0; k < outputs.width(); k++) {
      double error = outputs.values()[row * outputs.width() + k] - expected[k];
      sum += error * error;
    }
    return sum / outputs.width();
  }
}
