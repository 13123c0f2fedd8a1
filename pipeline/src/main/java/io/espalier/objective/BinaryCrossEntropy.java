package io.espalier.objective;

import io.espalier.model.Activation;
import io.espalier.model.Loss;

/**
 * −Σ weight (wanted log(said) + (1 − wanted) log(1 − said)) of outputs that are a probability each,
 * bounded inside the logarithms. Behind sigmoid the error is that of the sums, where the slopes
 * cancel; behind softmax, too, as Deeplearning4j weighs sums, and the loss there lacks the second
 * term and the bound.
 */
final class BinaryCrossEntropy extends ExampleLoss {
  private final Activation.Kind behind;
  private final float least;
  private final float most;
  private final OutputWeights weights;

  BinaryCrossEntropy(Loss loss, Activation activation, int outputs) {
    super(outputs);
    this.behind = activation.kind();
    this.least = loss.numbers().get(0).floatValue();
    this.most = (float) (1 - loss.numbers().get(0));
    this.weights = OutputWeights.of(loss, outputs);
  }

  @Override
  public boolean errorIsOfSums() {
    return behind == Activation.Kind.SIGMOID || behind == Activation.Kind.SOFTMAX;
  }

  @Override
  double of(float[] said, int lane, int lanes, float[] wanted) {
    double sum = 0;
    for (int k = 0; k < outputs(); k++) {
      float value = said[k * lanes + lane];
      sum -=
          weights.at(k)
              * (behind == Activation.Kind.SOFTMAX
                  ? logOf(value, wanted[k])
                  : logOf(bound(value), wanted[k]) + logOf(1 - bound(value), 1 - wanted[k]));
    }
    return sum;
  }

  private static double logOf(float said, float share) {
    return share == 0 ? 0 : share * Math.log(said);
  }

  private float bound(float said) {
    return least > 0 ? Math.min(most, Math.max(least, said)) : said;
  }

  @Override
  public void error(float[] said, int lane, int lanes, float[] wanted, float[] into) {
    double mean = 0;
    for (int k = 0; k < outputs(); k++) {
      float value = said[k * lanes + lane];
      mean += behind == Activation.Kind.SOFTMAX ? value * slope(value, wanted[k]) : 0;
    }
    for (int k = 0; k < outputs(); k++) {
      int i = k * lanes + lane;
      double error =
          switch (behind) {
            case SIGMOID -> sumSlope(said[i], wanted[k]);
            case SOFTMAX -> said[i] * (slope(said[i], wanted[k]) - mean);
            default -> slope(said[i], wanted[k]);
          };
      into[i] = (float) (weights.at(k) * error);
    }
  }

  private double slope(float said, float wanted) {
    double value = bound(said);
    return (value - wanted) / (value * (1 - value));
  }

  private double sumSlope(float said, float wanted) {
    return bound(said) == said ? said - wanted : slope(said, wanted) * said * (1 - said);
  }
}
