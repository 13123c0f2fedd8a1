package io.espalier.objective;

import io.espalier.model.Activation;
import io.espalier.model.Loss;

/**
 * The loss of a batch, and its error. A batch goes so: {@link #begin}; {@link #add} once for every
 * example, which is a lane at one step of a sequence or, behind a pooling, a lane; {@link #sum};
 * {@link #error} once for every example. Outputs and errors stand in arrays [outputs][lanes]:
 * output k at position k · lanes + lane.
 *
 * <p>Most losses are sums over examples; those that look at a whole batch know it when {@link
 * #error} is asked. Not safe for several threads at once.
 */
public abstract class LossFunction {
  private final int outputs;
  private final float[] oneHot;

  LossFunction(int outputs) {
    this.outputs = outputs;
    this.oneHot = new float[outputs];
  }

  /**
   * The loss that a network names.
   *
   * @param activation of the layer that gives the outputs
   * @param outputs of that layer
   */
  public static LossFunction of(Loss loss, Activation activation, int outputs) {
    return switch (loss.kind()) {
      case CROSS_ENTROPY, SPARSE_CROSS_ENTROPY -> new CrossEntropy(loss, activation, outputs);
      case SQUARED -> new SquaredError(loss, outputs, 1);
      case MEAN_SQUARED -> new SquaredError(loss, outputs, outputs);
      case BINARY_CROSS_ENTROPY -> new BinaryCrossEntropy(loss, activation, outputs);
      case COSINE_PROXIMITY -> new CosineProximity(outputs);
      case F_MEASURE -> new FMeasureLoss(loss.numbers().get(0), outputs);
      case MULTI_LABEL -> new PairwiseRanking(outputs);
      case MIXTURE_DENSITY ->
          new MixtureDensity(
              loss.numbers().get(0).intValue(), loss.numbers().get(1).intValue(), outputs);
      default -> new ElementwiseLoss(loss, outputs);
    };
  }

  final int outputs() {
    return outputs;
  }

  /**
   * Whether {@link #error} gives errors of the sums that the layer's function was applied to, so
   * that its slope must not be multiplied once more; else they are errors of its outputs.
   */
  public boolean errorIsOfSums() {
    return false;
  }

  /** Begins a batch. */
  public abstract void begin();

  /**
   * Adds an example.
   *
   * @param said outputs [outputs][lanes]
   * @param wanted for each output
   */
  public abstract void add(float[] said, int lane, int lanes, float[] wanted);

  /** Adds an example of which one class or token is wanted. */
  public void add(float[] said, int lane, int lanes, int wanted) {
    oneHot[wanted] = 1f;
    add(said, lane, lanes, oneHot);
    oneHot[wanted] = 0f;
  }

  /** The loss of the examples added, summed over them. */
  public abstract double sum();

  /**
   * The derivative of {@link #sum} by what one example said.
   *
   * @param into takes it in the lane of [outputs][lanes]
   */
  public abstract void error(float[] said, int lane, int lanes, float[] wanted, float[] into);

  /** The same where one class or token is wanted. */
  public void error(float[] said, int lane, int lanes, int wanted, float[] into) {
    oneHot[wanted] = 1f;
    error(said, lane, lanes, oneHot, into);
    oneHot[wanted] = 0f;
  }
}
