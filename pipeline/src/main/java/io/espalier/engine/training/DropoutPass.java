package io.espalier.engine.training;

import io.espalier.engine.Draws;

/** Noise alone. */
record DropoutPass(NoisyInput read) implements Pass {
  @Override
  public Connection output() {
    return read.inner();
  }

  @Override
  public void forward(Draws draws) {
    read.forward(draws);
  }

  @Override
  public void backward() {
    read.backward();
  }

  @Override
  public void close() {
    read.close();
  }
}
