package io.espalier.objective;

import io.espalier.model.Loss;
import java.util.function.DoubleBinaryOperator;

/** A weighted sum of a function of each output and what it should be. */
final class ElementwiseLoss extends ExampleLoss {
  /** Bound on a probability in a Kullback-Leibler divergence. */
  private static final double LEAST_PROBABILITY = 1e-5;

  private final OutputWeights weights;
  private final Term term;

  /**
   * What one output costs.
   *
   * @param loss of what was said and what was wanted
   * @param slope its derivative by what was said
   */
  private record Term(DoubleBinaryOperator loss, DoubleBinaryOperator slope) {
    Term times(double factor) {
      return new Term(
          (said, wanted) -> factor * loss.applyAsDouble(said, wanted),
          (said, wanted) -> factor * slope.applyAsDouble(said, wanted));
    }
  }

  ElementwiseLoss(Loss loss, int outputs) {
    super(outputs);
    this.weights = OutputWeights.of(loss, outputs);
    this.term = term(loss.kind(), outputs);
  }

  private static Term term(Loss.Kind kind, int outputs) {
    double mean = 1.0 / outputs;
    return switch (kind) {
      case ABSOLUTE -> absolute();
      case MEAN_ABSOLUTE -> absolute().times(mean);
      case MEAN_ABSOLUTE_PERCENTAGE ->
          new Term(
                  (said, wanted) -> Math.abs((wanted - said) / wanted),
                  (said, wanted) -> Math.signum(said - wanted) / Math.abs(wanted))
              .times(100 * mean);
      case MEAN_SQUARED_LOGARITHMIC ->
          new Term(
                  (said, wanted) -> logRatio(said, wanted) * logRatio(said, wanted),
                  (said, wanted) -> 2 * logRatio(said, wanted) / (said + 1))
              .times(mean);
      case KULLBACK_LEIBLER ->
          new Term(
              (said, wanted) -> bound(wanted) * Math.log(bound(wanted) / bound(said)),
              (said, wanted) -> -wanted / said);
      case POISSON ->
          new Term(
              (said, wanted) -> said - wanted * Math.log(said),
              (said, wanted) -> 1 - wanted / said);
      case HINGE ->
          new Term(
              (said, wanted) -> Math.max(0, 1 - wanted * said),
              (said, wanted) -> wanted * said < 1 ? -wanted : 0);
      case SQUARED_HINGE ->
          new Term(
              (said, wanted) -> Math.pow(Math.max(0, 1 - wanted * said), 2),
              (said, wanted) -> -2 * wanted * Math.max(0, 1 - wanted * said));
      case WASSERSTEIN ->
          new Term((said, wanted) -> wanted * said, (said, wanted) -> wanted).times(mean);
      default -> throw new IllegalArgumentException(kind + " is no sum over outputs");
    };
  }

  private static Term absolute() {
    return new Term(
        (said, wanted) -> Math.abs(said - wanted), (said, wanted) -> Math.signum(said - wanted));
  }

  private static double logRatio(double said, double wanted) {
    return Math.log((said + 1) / (wanted + 1));
  }

  private static double bound(double probability) {
    return Math.min(1, Math.max(LEAST_PROBABILITY, probability));
  }

  @Override
  double of(float[] said, int lane, int lanes, float[] wanted) {
    double sum = 0;
    for (int k = 0; k < outputs(); k++) {
      sum += weights.at(k) * term.loss().applyAsDouble(said[k * lanes + lane], wanted[k]);
    }
    return sum;
  }

  @Override
  public void error(float[] said, int lane, int lanes, float[] wanted, float[] into) {
    for (int k = 0; k < outputs(); k++) {
      int i = k * lanes + lane;
      into[i] = (float) (weights.at(k) * term.slope().applyAsDouble(said[i], wanted[k]));
    }
  }
}
