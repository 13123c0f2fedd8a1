package io.espalier.objective;

import io.espalier.model.Activation;

/**
 * How far what a network says of an example is from what its teacher says. Arrays stand as in
 * {@link LossFunction}, and errors are of what that loss's errors are of. Not safe for several
 * threads at once.
 */
public abstract class TeacherLoss {
  /** Stands for smaller probabilities inside logarithms and below fractions. */
  static final double LEAST = 1e-30;

  private final int outputs;

  TeacherLoss(int outputs) {
    this.outputs = outputs;
  }

  /**
   * The distance of a goal that needs a teacher.
   *
   * @param activation of the layer that gives the outputs
   * @param loss of the network, for what its errors are of
   * @param outputs of that layer
   */
  public static TeacherLoss of(Goal goal, Activation activation, LossFunction loss, int outputs) {
    if (activation.kind() != Activation.Kind.SOFTMAX) {
      return new NumberDistance(loss.errorIsOfSums(), outputs);
    }
    boolean ofSums = loss.errorIsOfSums();
    if (goal instanceof Goal.Distil distil) {
      return new SoftDivergence(distil.temperature(), ofSums, outputs);
    }
    if (goal instanceof Goal.Kl kl) {
      return kl.direction() == Goal.Kl.Direction.FORWARD
          ? new SoftDivergence(1, ofSums, outputs)
          : new ReverseDivergence(ofSums, outputs);
    }
    return new LogitDistance(ofSums, outputs);
  }

  final int outputs() {
    return outputs;
  }

  static double log(float probability) {
    return Math.log(Math.max(LEAST, probability));
  }

  /** What is added to an error of sums behind softmax, or of outputs where those are asked for. */
  static float share(double errorOfSum, float said, boolean ofSums) {
    return (float) (ofSums ? errorOfSum : errorOfSum / Math.max(LEAST, said));
  }

  /**
   * The distance of one example, times a weight.
   *
   * @param said outputs [outputs][lanes]
   * @param taught what the teacher says, in the same places
   * @param into takes the derivative in addition to what stands there
   */
  public abstract double add(
      float[] said, float[] taught, int lane, int lanes, double weight, float[] into);
}
