package io.espalier.engine;

import io.espalier.engine.StackLayer.Dense;
import io.espalier.kernel.Panel;
import io.espalier.model.ParameterBlock;
import java.util.Optional;

/** A fully connected layer, at every step of its input. */
final class DenseRunner implements Runner {
  private final StepInput input;
  private final Projection weights;
  private final Optional<ParameterBlock> bias;
  private final Squashing squashing;
  private final float[] parameters;
  private final Track output;

  DenseRunner(StepInput input, Dense layer, FixedParameters parameters) {
    this.input = input;
    this.weights = parameters.matrix(layer.weights());
    this.bias = layer.bias();
    this.squashing = Squashing.of(layer.activation());
    this.parameters = parameters.values();
    this.output = new Track(layer.weights().columns(), input.lanes());
  }

  @Override
  public int units() {
    return output.rows();
  }

  @Override
  public Track output() {
    return output;
  }

  @Override
  public void start() {}

  @Override
  public void run() {
    for (int step = 0; step < input.lanes().steps(); step++) {
      Panel sums = output.at(step);
      input.multiply(step, weights, sums);
      float[] values = sums.change();
      if (bias.isPresent()) {
        add(bias.get().offset(), values, sums.rows(), sums.lanes());
      }
      squashing.forward(values, sums.rows(), sums.lanes());
    }
  }

  private void add(int bias, float[] values, int rows, int lanes) {
    for (int row = 0; row < rows; row++) {
      float value = parameters[bias + row];
      for (int i = row * lanes; i < (row + 1) * lanes; i++) {
        values[i] += value;
      }
    }
  }
}
