package io.espalier.engine;

import io.espalier.kernel.Accumulate;
import io.espalier.kernel.LaneArrays;
import io.espalier.kernel.Panel;
import io.espalier.model.ParameterBlock;
import java.util.Arrays;
import java.util.Optional;

/** A fully connected layer, at every step of its input. */
final class DensePass implements Pass {
  private final Dropout dropout;
  private final Weights weights;
  private final Optional<ParameterBlock> bias;
  private final Squashing squashing;
  private final Flat flat;
  private final Signal output;
  private final Panel delta = new Panel();
  private final Slab inputs = new Slab();
  private final Slab errors = new Slab();
  private float[] tile = new float[0];
  private float[] biasErrors = new float[0];

  DensePass(Signal input, StackLayer.Dense layer, Weights weights, Flat flat) {
    this.dropout = new Dropout(input, layer.retain(), layer.weights().offset());
    this.weights = weights;
    this.bias = layer.bias();
    this.squashing = Squashing.of(layer.activation());
    this.flat = flat;
    this.output = new Signal(layer.weights().columns(), input.shape());
  }

  @Override
  public Signal output() {
    return output;
  }

  @Override
  public int units() {
    return output.rows();
  }

  @Override
  public void forward(Noise noise) {
    dropout.forward(noise);
    int lanes = output.shape().size();
    int n = output.rows() * lanes;
    if (tile.length < n) {
      tile = new float[n];
      biasErrors = new float[n];
    }
    bias.ifPresent(b -> LaneArrays.tile(flat.parameters(), b.offset(), b.columns(), lanes, tile));
    for (int t = 0; t < output.shape().steps(); t++) {
      Panel sums = output.value(t);
      weights.forward(dropout.output().value(t), sums, Accumulate.REPLACE);
      float[] values = sums.change();
      if (bias.isPresent()) {
        LaneArrays.add(tile, values, n);
      }
      squashing.forward(values, output.rows(), lanes);
    }
  }

  @Override
  public void backward() {
    int lanes = output.shape().size();
    int steps = output.shape().steps();
    int n = output.rows() * lanes;
    int atOnce = weights.stepsAtOnce(lanes);
    Arrays.fill(biasErrors, 0, n, 0f);
    delta.reserve(output.rows(), lanes);
    for (int t = 0; t < steps; t++) {
      if (t % atOnce == 0) {
        inputs.open(Math.min(atOnce, steps - t));
        errors.open(Math.min(atOnce, steps - t));
      }
      float[] slopes = delta.overwrite();
      squashing.backward(output.error(t).values(), output.value(t).values(), slopes, n);
      LaneArrays.add(slopes, biasErrors, n);
      inputs.add(dropout.output().value(t));
      errors.add(delta);
      if (errors.isFull()) {
        weights.gradient(inputs.panel(), errors.panel());
      }
      weights.transposed(delta, dropout.output().error(t), Accumulate.REPLACE);
    }
    bias.ifPresent(
        b -> LaneArrays.sum(biasErrors, lanes, flat.gradient(), b.offset(), b.columns()));
    dropout.backward(Accumulate.REPLACE);
  }

  @Override
  public void close() {
    dropout.close();
    output.close();
    delta.close();
    inputs.close();
    errors.close();
  }
}
