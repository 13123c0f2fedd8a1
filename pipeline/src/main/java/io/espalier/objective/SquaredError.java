package io.espalier.objective;

import io.espalier.model.Loss;

/** Σ weight · (said − wanted)² / divisor. */
final class SquaredError extends ExampleLoss {
  private final OutputWeights weights;
  private final double divisor;

  /**
   * @param divisor of the sum: the number of outputs for their mean, or 1
   */
  SquaredError(Loss loss, int outputs, double divisor) {
    super(outputs);
    this.weights = OutputWeights.of(loss, outputs);
    this.divisor = divisor;
  }

  @Override
  double of(float[] said, int lane, int lanes, float[] wanted) {
    double sum = 0;
    for (int k = 0; k < outputs(); k++) {
      float error = said[k * lanes + lane] - wanted[k];
      sum += weights.at(k) * ((double) error * error / divisor);
    }
    return sum;
  }

  @Override
  public void error(float[] said, int lane, int lanes, float[] wanted, float[] into) {
    for (int k = 0; k < outputs(); k++) {
      int i = k * lanes + lane;
      float slope = weights.at(k) * (float) (2 / divisor);
      into[i] = slope * said[i] - slope * wanted[k];
    }
  }
}
