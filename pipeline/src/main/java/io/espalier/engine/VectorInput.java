package io.espalier.engine;

import io.espalier.kernel.Accumulate;
import io.espalier.kernel.Panel;

/** Vectors. */
final class VectorInput implements LstmInput {
  private final Dropout dropout;
  private final Weights weights;
  private final boolean wantsErrors;
  private final Slab slab = new Slab();

  /** The input of a layer inside the network. */
  static VectorInput inner(Dropout dropout, Weights weights) {
    return new VectorInput(dropout, weights, true);
  }

  /** The network's own input, which learns nothing. */
  static VectorInput first(Dropout dropout, Weights weights) {
    return new VectorInput(dropout, weights, false);
  }

  private VectorInput(Dropout dropout, Weights weights, boolean wantsErrors) {
    this.dropout = dropout;
    this.weights = weights;
    this.wantsErrors = wantsErrors;
  }

  @Override
  public void forward(Noise noise) {
    dropout.forward(noise);
  }

  @Override
  public void multiply(int step, Panel z, Accumulate sum) {
    weights.forward(dropout.output().value(step), z, sum);
  }

  @Override
  public void begin() {}

  @Override
  public void open(int steps) {
    slab.open(steps);
  }

  @Override
  public void collect(int step, Panel z, Accumulate sum) {
    slab.add(dropout.output().value(step));
    if (wantsErrors) {
      weights.transposed(z, dropout.output().error(step), dropout.inner(sum));
    }
  }

  @Override
  public void gradient(Panel errors) {
    weights.gradient(slab.panel(), errors);
  }

  @Override
  public void finish(Accumulate sum) {
    if (wantsErrors) {
      dropout.backward(sum);
    }
  }

  @Override
  public void close() {
    dropout.close();
    slab.close();
  }
}
