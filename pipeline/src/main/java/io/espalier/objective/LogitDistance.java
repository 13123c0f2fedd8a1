package io.espalier.objective;

/**
 * The mean squared distance of logits, which probabilities know up to a constant: of their
 * logarithms less the mean of these.
 */
final class LogitDistance extends TeacherLoss {
  private final boolean ofSums;
  private final double[] apart;

  LogitDistance(boolean ofSums, int outputs) {
    super(outputs);
    this.ofSums = ofSums;
    this.apart = new double[outputs];
  }

  @Override
  public double add(
      float[] said, float[] taught, int lane, int lanes, double weight, float[] into) {
    double mean = 0;
    for (int k = 0; k < outputs(); k++) {
      int i = k * lanes + lane;
      apart[k] = log(said[i]) - log(taught[i]);
      mean += apart[k] / outputs();
    }
    double squares = 0;
    for (int k = 0; k < outputs(); k++) {
      int i = k * lanes + lane;
      double distance = apart[k] - mean;
      squares += distance * distance;
      into[i] += share(weight * 2 / outputs() * distance, said[i], ofSums);
    }
    return weight * squares / outputs();
  }
}
