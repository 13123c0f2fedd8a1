package io.espalier.objective;

import io.espalier.model.Activation;
import io.espalier.model.Loss;

/**
 * −Σ weight · wanted · log(said). Behind softmax the probability is bounded inside the logarithm,
 * and the error is that of the sums.
 */
final class CrossEntropy extends ExampleLoss {
  private final boolean isBehindSoftmax;
  private final float least;
  private final float most;
  private final OutputWeights weights;

  CrossEntropy(Loss loss, Activation activation, int outputs) {
    super(outputs);
    this.isBehindSoftmax = activation.kind() == Activation.Kind.SOFTMAX;
    double bound = loss.numbers().get(0);
    this.least = (float) bound;
    this.most = (float) (1 - bound);
    this.weights = OutputWeights.of(loss, outputs);
  }

  @Override
  public boolean errorIsOfSums() {
    return isBehindSoftmax;
  }

  @Override
  double of(float[] said, int lane, int lanes, float[] wanted) {
    double sum = 0;
    for (int k = 0; k < outputs(); k++) {
      sum += -weights.at(k) * wanted[k] * log(said[k * lanes + lane]);
    }
    return sum;
  }

  @Override
  public void add(float[] said, int lane, int lanes, int wanted) {
    add(-weights.at(wanted) * log(said[wanted * lanes + lane]));
  }

  private double log(float said) {
    return Math.log(isBehindSoftmax ? Math.min(most, Math.max(said, least)) : said);
  }

  @Override
  public void error(float[] said, int lane, int lanes, float[] wanted, float[] into) {
    if (isBehindSoftmax) {
      float total = total(wanted);
      for (int k = 0; k < outputs(); k++) {
        int i = k * lanes + lane;
        into[i] = total * said[i] - weights.at(k) * wanted[k];
      }
    } else {
      for (int k = 0; k < outputs(); k++) {
        int i = k * lanes + lane;
        into[i] = -weights.at(k) * wanted[k] / said[i];
      }
    }
  }

  /** What the softmax's outputs count, summed; 1 without weights, as for stock networks. */
  private float total(float[] wanted) {
    if (!weights.arePresent()) {
      return 1f;
    }
    float sum = 0f;
    for (int k = 0; k < outputs(); k++) {
      sum += weights.at(k) * wanted[k];
    }
    return sum;
  }

  @Override
  public void error(float[] said, int lane, int lanes, int wanted, float[] into) {
    if (!isBehindSoftmax) {
      super.error(said, lane, lanes, wanted, into);
      return;
    }
    float total = weights.at(wanted);
    for (int k = 0; k < outputs(); k++) {
      into[k * lanes + lane] = total * said[k * lanes + lane];
    }
    into[wanted * lanes + lane] -= total;
  }
}
