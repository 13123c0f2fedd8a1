package io.espalier.objective;

import io.espalier.model.InputException;

/**
 * 1 − F of a whole batch, with probabilities in place of counts (Pastor-Pellicer et al. 2013), for
 * one output, the probability of the positive class, or two, of which the second is that; of two,
 * errors go to the second alone.
 */
final class FMeasureLoss extends LossFunction {
  private final double square;
  private double truePositives;
  private double falsePositives;
  private double falseNegatives;

  FMeasureLoss(double beta, int outputs) {
    super(outputs);
    this.square = beta * beta;
    if (outputs > 2) {
      throw new InputException(
          "the loss F_MEASURE must have 1 or 2 outputs, got %d; take another loss"
              .formatted(outputs));
    }
  }

  @Override
  public void begin() {
    truePositives = 0;
    falsePositives = 0;
    falseNegatives = 0;
  }

  @Override
  public void add(float[] said, int lane, int lanes, float[] wanted) {
    int positive = outputs() - 1;
    double isPositive = wanted[positive];
    double isNegative = outputs() == 1 ? 1 - isPositive : wanted[0];
    double says = said[positive * lanes + lane];
    double denies = outputs() == 1 ? 1 - says : said[lane];
    truePositives += isPositive * says;
    falsePositives += isNegative * says;
    falseNegatives += isPositive * denies;
  }

  private double numerator() {
    return (1 + square) * truePositives;
  }

  private double denominator() {
    return numerator() + square * falseNegatives + falsePositives;
  }

  @Override
  public double sum() {
    return denominator() == 0 ? 0 : 1 - numerator() / denominator();
  }

  @Override
  public void error(float[] said, int lane, int lanes, float[] wanted, float[] into) {
    int positive = outputs() - 1;
    double denominator = denominator();
    into[lane] = 0f;
    into[positive * lanes + lane] =
        denominator == 0
            ? 0f
            : (float)
                (numerator() / (denominator * denominator)
                    - wanted[positive] * (1 + square) / denominator);
  }
}
