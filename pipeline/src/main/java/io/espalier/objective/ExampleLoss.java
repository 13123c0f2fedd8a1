package io.espalier.objective;

/** A loss that is a sum over examples. */
abstract class ExampleLoss extends LossFunction {
  private double sum;

  ExampleLoss(int outputs) {
    super(outputs);
  }

  /** The loss of one example. */
  abstract double of(float[] said, int lane, int lanes, float[] wanted);

  final void add(double loss) {
    sum += loss;
  }

  @Override
  public final void begin() {
    sum = 0;
  }

  @Override
  public final void add(float[] said, int lane, int lanes, float[] wanted) {
    add(of(said, lane, lanes, wanted));
  }

  @Override
  public final double sum() {
    return sum;
  }
}
