package io.espalier.objective;

/** KL(student ‖ teacher). */
final class ReverseDivergence extends TeacherLoss {
  private final boolean ofSums;

  ReverseDivergence(boolean ofSums, int outputs) {
    super(outputs);
    this.ofSums = ofSums;
  }

  @Override
  public double add(
      float[] said, float[] taught, int lane, int lanes, double weight, float[] into) {
    double divergence = 0;
    for (int i = lane; i < outputs() * lanes; i += lanes) {
      divergence += said[i] * (log(said[i]) - log(taught[i]));
    }
    for (int i = lane; i < outputs() * lanes; i += lanes) {
      double error = said[i] * (log(said[i]) - log(taught[i]) - divergence);
      into[i] += share(weight * error, said[i], ofSums);
    }
    return weight * divergence;
  }
}
