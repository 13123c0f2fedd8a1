package io.espalier.engine.training;

import io.espalier.engine.ActivateForward;
import io.espalier.engine.Draws;
import io.espalier.engine.Signal;
import io.espalier.kernel.Accumulate;
import io.espalier.kernel.ActivationFunction;
import io.espalier.kernel.LaneArrays;
import io.espalier.kernel.Panel;
import java.util.Optional;

/** A function of each vector. */
final class ActivatePass implements Pass {
  private final NoisyInput read;
  private final ActivateForward forward;
  private final ActivationFunction slope;
  private final Errors errors;
  private float[] added = new float[0];

  /**
   * @param slope of what turns its input into that whose errors come back
   */
  ActivatePass(NoisyInput read, ActivateForward forward, ActivationFunction slope) {
    this.read = read;
    this.forward = forward;
    this.slope = slope;
    this.errors = new Errors(forward.output());
  }

  @Override
  public Connection output() {
    return new Connection(forward.output(), Optional.of(errors));
  }

  @Override
  public void forward(Draws draws) {
    errors.start();
    read.forward(draws);
    forward.run(draws);
  }

  @Override
  public void backward() {
    read.inner().errors().ifPresent(this::backward);
    read.backward();
  }

  private void backward(Errors into) {
    Accumulate sum = into.open();
    Signal output = forward.output();
    int n = output.size();
    if (added.length < n) {
      added = new float[n];
    }
    for (int t = 0; t < output.lanes().steps(); t++) {
      Panel panel = into.at(t);
      float[] to = sum == Accumulate.ADD ? added : panel.overwrite();
      slope.backward(
          errors.at(t).values(),
          read.inner().values().value(t).values(),
          output.value(t).values(),
          to,
          output.rows(),
          output.lanes().count());
      if (sum == Accumulate.ADD) {
        LaneArrays.add(added, panel.change(), n);
      }
    }
  }

  @Override
  public void close() {
    read.close();
    forward.close();
    errors.close();
  }
}
