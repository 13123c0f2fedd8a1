package io.espalier.objective;

import io.espalier.model.InputException;
import io.espalier.model.Loss;

/** How much each output counts in a loss. */
final class OutputWeights {
  private final float[] weights;

  private OutputWeights(float[] weights) {
    this.weights = weights;
  }

  static OutputWeights of(Loss loss, int outputs) {
    int given = loss.weights().size();
    if (given != 0 && given != outputs) {
      throw new InputException(
          "the loss %s must have a weight for each of the %d outputs, got %d; give so many or none"
              .formatted(loss.kind(), outputs, given));
    }
    float[] weights = new float[given];
    for (int k = 0; k < given; k++) {
      weights[k] = loss.weights().get(k).floatValue();
    }
    return new OutputWeights(weights);
  }

  boolean arePresent() {
    return weights.length > 0;
  }

  /** The weight of an output; 1 where none is given. */
  float at(int output) {
    return weights.length == 0 ? 1f : weights[output];
  }
}
