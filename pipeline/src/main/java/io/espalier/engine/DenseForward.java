package io.espalier.engine;

import io.espalier.engine.RecurrentForward.Keep;
import io.espalier.kernel.Accumulate;
import io.espalier.kernel.ActivationFunction;
import io.espalier.kernel.LaneArrays;
import io.espalier.kernel.Panel;
import io.espalier.model.Activation;
import io.espalier.model.ParameterBlock;
import java.util.List;
import java.util.Optional;

/** A fully connected layer or an embedding: f(W x + b) at every step of its input. */
public final class DenseForward implements LayerForward {
  private static final float[] NONE = new float[0];

  private final LayerInput input;
  private final Parameters parameters;
  private final List<ParameterBlock> blocks;
  private final Projection weights;
  private final ActivationFunction function;
  private final int place;
  private final Optional<Signal> sums;
  private final Signal output;
  private float[] bias = new float[0];

  /**
   * @param blocks weights and, where there is one, bias
   * @param place tells its draws from the network's others
   */
  DenseForward(
      Keep keep,
      LayerInput input,
      Parameters parameters,
      List<ParameterBlock> blocks,
      Activation activation,
      int place) {
    this.input = input;
    this.parameters = parameters;
    this.blocks = List.copyOf(blocks);
    this.weights = parameters.matrix(blocks.get(0));
    this.function = ActivationFunction.of(activation);
    this.place = place;
    this.output = new Signal(blocks.get(0).columns(), input.lanes());
    this.sums =
        keep == Keep.ALL_STEPS && function.readsSums()
            ? Optional.of(new Signal(output.rows(), input.lanes()))
            : Optional.empty();
  }

  @Override
  public Signal output() {
    return output;
  }

  @Override
  public void start() {}

  @Override
  public void run(Draws draws) {
    int lanes = output.lanes().count();
    int n = output.size();
    if (bias.length < n) {
      bias = new float[n];
    }
    if (hasBias()) {
      LaneArrays.tile(parameters.values(), blocks.get(1).offset(), output.rows(), lanes, bias);
    }
    for (int step = 0; step < output.lanes().steps(); step++) {
      Panel panel = output.value(step);
      input.multiply(step, weights, panel, Accumulate.REPLACE);
      float[] values = panel.change();
      if (hasBias()) {
        LaneArrays.add(bias, values, n);
      }
      if (sums.isPresent()) {
        System.arraycopy(values, 0, sums.get().value(step).overwrite(), 0, n);
      }
      if (draws.areNone()) {
        function.forward(values, output.rows(), lanes);
      } else {
        function.forward(values, output.rows(), lanes, draws.key(place, step));
      }
    }
  }

  /** Weights and, where there is one, bias. */
  public List<ParameterBlock> blocks() {
    return blocks;
  }

  /** What the function was applied to at a step, where its slope needs that. */
  public float[] sums(int step) {
    return sums.isPresent() ? sums.get().value(step).values() : NONE;
  }

  private boolean hasBias() {
    return blocks.size() > 1;
  }

  @Override
  public void close() {
    output.close();
    sums.ifPresent(Signal::close);
  }
}
