package io.espalier.engine.training;

import io.espalier.engine.Draws;
import io.espalier.engine.MergeForward;
import io.espalier.engine.Signal;
import io.espalier.kernel.Accumulate;
import io.espalier.kernel.Panel;
import java.util.List;
import java.util.Optional;

/** Puts what several nodes give side by side. */
final class MergePass implements Pass {
  private final List<Connection> inputs;
  private final MergeForward forward;
  private final Errors errors;

  MergePass(List<Connection> inputs, MergeForward forward) {
    this.inputs = inputs;
    this.forward = forward;
    this.errors = new Errors(forward.output());
  }

  @Override
  public Connection output() {
    return new Connection(forward.output(), Optional.of(errors));
  }

  @Override
  public void forward(Draws draws) {
    errors.start();
    forward.run(draws);
  }

  @Override
  public void backward() {
    int at = 0;
    for (Connection input : inputs) {
      int n = input.values().rows() * input.values().lanes().count();
      if (input.errors().isPresent()) {
        backward(input.errors().get(), at, n);
      }
      at += n;
    }
  }

  private void backward(Errors into, int at, int n) {
    Accumulate sum = into.open();
    Signal output = forward.output();
    for (int t = 0; t < output.lanes().steps(); t++) {
      float[] from = errors.at(t).values();
      Panel panel = into.at(t);
      if (sum == Accumulate.REPLACE) {
        System.arraycopy(from, at, panel.overwrite(), 0, n);
      } else {
        float[] to = panel.change();
        for (int i = 0; i < n; i++) {
          to[i] += from[at + i];
        }
      }
    }
  }

  @Override
  public void close() {
    forward.close();
    errors.close();
  }
}
