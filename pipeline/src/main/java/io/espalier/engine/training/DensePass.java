package io.espalier.engine.training;

import io.espalier.engine.DenseForward;
import io.espalier.engine.Draws;
import io.espalier.kernel.ActivationFunction;
import io.espalier.kernel.LaneArrays;
import io.espalier.kernel.Panel;
import io.espalier.model.ParameterBlock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A fully connected layer or an embedding, at every step of its input. */
final class DensePass implements Pass {
  private final NoisyInput read;
  private final DenseForward forward;
  private final ActivationFunction slope;
  private final List<ParameterBlock> blocks;
  private final float[] gradient;
  private final Weights weights;
  private final InputBackward input;
  private final Errors errors;
  private final Panel delta = new Panel();
  private final Slab joined = new Slab();
  private float[] biasErrors = new float[0];

  /**
   * @param slope of what turns sums into that whose errors come back
   */
  DensePass(
      NoisyInput read,
      DenseForward forward,
      ActivationFunction slope,
      LearnedParameters parameters) {
    this.read = read;
    this.forward = forward;
    this.slope = slope;
    this.blocks = forward.blocks();
    this.gradient = parameters.gradient();
    this.weights = parameters.matrix(blocks.get(0));
    this.input = new InputBackward(read.inner(), blocks.get(0), parameters);
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
  public void addInputs(InputSquares sums) {
    sums.add(blocks, read.inner().values());
  }

  @Override
  public void backward() {
    int rows = forward.output().rows();
    int lanes = forward.output().lanes().count();
    int steps = forward.output().lanes().steps();
    int n = rows * lanes;
    int atOnce = weights.stepsAtOnce(lanes);
    if (biasErrors.length < n) {
      biasErrors = new float[n];
    }
    Arrays.fill(biasErrors, 0, n, 0f);
    delta.reserve(rows, lanes);
    input.begin();
    for (int t = 0; t < steps; t++) {
      if (t % atOnce == 0) {
        input.open(Math.min(atOnce, steps - t));
        joined.open(Math.min(atOnce, steps - t));
      }
      float[] into = delta.overwrite();
      slope.backward(
          errors.at(t).values(),
          forward.sums(t),
          forward.output().value(t).values(),
          into,
          rows,
          lanes);
      LaneArrays.add(into, biasErrors, n);
      joined.add(delta);
      input.collect(t, delta);
      if (joined.isFull()) {
        input.gradient(joined.panel());
      }
    }
    if (blocks.size() > 1) {
      LaneArrays.sum(biasErrors, lanes, gradient, blocks.get(1).offset(), rows);
    }
    read.backward();
  }

  @Override
  public void close() {
    read.close();
    forward.close();
    errors.close();
    input.close();
    delta.close();
    joined.close();
  }
}
