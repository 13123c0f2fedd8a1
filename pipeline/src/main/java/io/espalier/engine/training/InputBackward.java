package io.espalier.engine.training;

import io.espalier.engine.NetworkInput;
import io.espalier.kernel.Accumulate;
import io.espalier.kernel.Panel;
import io.espalier.model.ParameterBlock;
import java.util.Arrays;

/** The way back through the products of a layer's input with its weights. */
final class InputBackward implements AutoCloseable {
  private final Connection input;
  private final Weights weights;
  private final ParameterBlock block;
  private final float[] gradient;
  private final Slab slab = new Slab();
  private Accumulate sum = Accumulate.REPLACE;

  InputBackward(Connection input, ParameterBlock block, LearnedParameters parameters) {
    this.input = input;
    this.block = block;
    this.weights = parameters.matrix(block);
    this.gradient = parameters.gradient();
  }

  /** A backward pass begins. */
  void begin() {
    if (input.values().isTokens()) {
      Arrays.fill(gradient, block.offset(), block.end(), 0f);
    }
    if (input.errors().isPresent()) {
      sum = input.errors().get().open();
    }
  }

  /** The errors of so many steps will be collected before their gradient is asked for. */
  void open(int steps) {
    slab.open(steps);
  }

  /** Takes a step's errors for the gradient, and hands them on to the input where it wants them. */
  void collect(int step, Panel errors) {
    if (input.values().isTokens()) {
      addRows((NetworkInput) input.values(), step, errors);
    } else {
      slab.add(input.values().value(step));
      if (input.errors().isPresent()) {
        weights.transposed(errors, input.errors().get().at(step), sum);
      }
    }
  }

  /** Adds the gradient of the collected steps. */
  void gradient(Panel errors) {
    if (!input.values().isTokens()) {
      weights.gradient(slab.panel(), errors);
    }
  }

  private void addRows(NetworkInput read, int step, Panel panel) {
    int lanes = panel.lanes();
    int from = step * lanes;
    int[] tokens = read.tokens();
    float[] factors = read.factors();
    float[] errors = panel.values();
    for (int column = 0; column < block.columns(); column++) {
      int at = block.index(0, column);
      for (int lane = 0; lane < lanes; lane++) {
        gradient[at + tokens[from + lane]] += factors[from + lane] * errors[column * lanes + lane];
      }
    }
  }

  @Override
  public void close() {
    slab.close();
  }
}
