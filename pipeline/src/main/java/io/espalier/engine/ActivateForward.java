package io.espalier.engine;

import io.espalier.kernel.ActivationFunction;
import io.espalier.model.Activation;

/** A function of each vector. */
public final class ActivateForward implements LayerForward {
  private final LayerInput input;
  private final ActivationFunction function;
  private final int place;
  private final Signal output;

  /**
   * @param place tells its draws from the network's others
   */
  ActivateForward(LayerInput input, Activation activation, int place) {
    this.input = input;
    this.function = ActivationFunction.of(activation);
    this.place = place;
    this.output = new Signal(input.rows(), input.lanes());
  }

  @Override
  public Signal output() {
    return output;
  }

  @Override
  public void start() {}

  @Override
  public void run(Draws draws) {
    int n = output.size();
    for (int step = 0; step < output.lanes().steps(); step++) {
      float[] values = output.value(step).overwrite();
      System.arraycopy(input.value(step).values(), 0, values, 0, n);
      int lanes = output.lanes().count();
      if (draws.areNone()) {
        function.forward(values, output.rows(), lanes);
      } else {
        function.forward(values, output.rows(), lanes, draws.key(place, step));
      }
    }
  }

  @Override
  public void close() {
    output.close();
  }
}
