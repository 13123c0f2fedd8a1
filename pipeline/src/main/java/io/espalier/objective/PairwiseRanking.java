package io.espalier.objective;

/**
 * Mean of e^(said of a label that is not wanted − said of one that is) over all such pairs; 0 where
 * there are none (Zhang and Zhou 2006, "Multilabel Neural Networks").
 */
final class PairwiseRanking extends ExampleLoss {
  PairwiseRanking(int outputs) {
    super(outputs);
  }

  /** Product of the numbers of labels that are wanted and that are not. */
  private double pairs(float[] wanted) {
    double positive = 0;
    int negative = 0;
    for (float label : wanted) {
      positive += label;
      negative += label == 0 ? 1 : 0;
    }
    return negative == wanted.length ? 0 : positive * negative;
  }

  @Override
  double of(float[] said, int lane, int lanes, float[] wanted) {
    double pairs = pairs(wanted);
    double sum = 0;
    for (int i = 0; i < outputs() && pairs != 0; i++) {
      for (int j = 0; j < outputs(); j++) {
        if (wanted[j] == 0) {
          sum += wanted[i] * Math.exp(said[j * lanes + lane] - said[i * lanes + lane]) / pairs;
        }
      }
    }
    return sum;
  }

  @Override
  public void error(float[] said, int lane, int lanes, float[] wanted, float[] into) {
    double pairs = pairs(wanted);
    for (int k = 0; k < outputs(); k++) {
      double sum = 0;
      for (int other = 0; other < outputs() && pairs != 0; other++) {
        double difference = said[k * lanes + lane] - said[other * lanes + lane];
        if (wanted[k] == 0) {
          sum += wanted[other] * Math.exp(difference) / pairs;
        } else if (wanted[other] == 0) {
          sum -= wanted[k] * Math.exp(-difference) / pairs;
        }
      }
      into[k * lanes + lane] = (float) sum;
    }
  }
}
