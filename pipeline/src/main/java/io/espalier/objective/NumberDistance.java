package io.espalier.objective;

/** The mean squared distance of outputs that are no probabilities over classes. */
final class NumberDistance extends TeacherLoss {
  private final boolean behindSigmoid;

  /**
   * @param behindSigmoid whether errors are of the sums that a sigmoid was applied to
   */
  NumberDistance(boolean behindSigmoid, int outputs) {
    super(outputs);
    this.behindSigmoid = behindSigmoid;
  }

  @Override
  public double add(
      float[] said, float[] taught, int lane, int lanes, double weight, float[] into) {
    double squares = 0;
    for (int i = lane; i < outputs() * lanes; i += lanes) {
      double distance = (double) said[i] - taught[i];
      double slope = behindSigmoid ? said[i] * (1.0 - said[i]) : 1;
      squares += distance * distance;
      into[i] += (float) (weight * 2 / outputs() * distance * slope);
    }
    return weight * squares / outputs();
  }
}
