package io.espalier.objective;

import io.espalier.model.InputException;

/**
 * Negative log-likelihood of a mixture of Gaussians (Bishop 1994, "Mixture Density Networks"): the
 * outputs are the mixtures' weights before a softmax, the logarithms of their standard deviations,
 * and their means [mixture][label].
 */
final class MixtureDensity extends ExampleLoss {
  private final int mixtures;
  private final int labels;
  private final double[] share;
  private final double[] distance;
  private final double[] log;

  MixtureDensity(int mixtures, int labels, int outputs) {
    super(outputs);
    if (outputs != (labels + 2) * mixtures) {
      throw new InputException(
          ("%d mixtures of %d labels must have (labels + 2) · mixtures = %d outputs, got %d;"
                  + " change the size of the output layer")
              .formatted(mixtures, labels, (labels + 2) * mixtures, outputs));
    }
    this.mixtures = mixtures;
    this.labels = labels;
    this.share = new double[mixtures];
    this.distance = new double[mixtures];
    this.log = new double[mixtures];
  }

  @Override
  double of(float[] said, int lane, int lanes, float[] wanted) {
    return -read(said, lane, lanes, wanted);
  }

  /** Takes each mixture's share, squared distance and log-likelihood; gives that of all. */
  private double read(float[] said, int lane, int lanes, float[] wanted) {
    for (int m = 0; m < mixtures; m++) {
      share[m] = said[m * lanes + lane];
    }
    double total = logSum(share);
    for (int m = 0; m < mixtures; m++) {
      double logDeviation = said[(mixtures + m) * lanes + lane];
      distance[m] = 0;
      for (int k = 0; k < labels; k++) {
        double difference = wanted[k] - said[mean(m, k) * lanes + lane];
        distance[m] += difference * difference;
      }
      log[m] =
          share[m]
              - total
              - distance[m] / (2 * Math.exp(2 * logDeviation))
              - labels * (logDeviation + Math.log(2 * Math.PI) / 2);
      share[m] = Math.exp(share[m] - total);
    }
    return logSum(log);
  }

  private int mean(int mixture, int label) {
    return 2 * mixtures + mixture * labels + label;
  }

  private static double logSum(double[] values) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      largest = Math.max(largest, value);
    }
    double sum = 0;
    for (double value : values) {
      sum += Math.exp(value - largest);
    }
    return largest + Math.log(sum);
  }

  @Override
  public void error(float[] said, int lane, int lanes, float[] wanted, float[] into) {
    double all = read(said, lane, lanes, wanted);
    for (int m = 0; m < mixtures; m++) {
      double part = Math.exp(log[m] - all);
      int deviation = (mixtures + m) * lanes + lane;
      double variance = Math.exp(2.0 * said[deviation]);
      into[m * lanes + lane] = (float) (share[m] - part);
      into[deviation] = (float) (part * (labels - distance[m] / variance));
      for (int k = 0; k < labels; k++) {
        int i = mean(m, k) * lanes + lane;
        into[i] = (float) (part * (said[i] - wanted[k]) / variance);
      }
    }
  }
}
