package io.espalier.engine;

import io.espalier.kernel.Accumulate;
import io.espalier.kernel.GateFunction;
import io.espalier.kernel.LstmStep;
import io.espalier.kernel.Panel;
import io.espalier.kernel.RecurrentStep.Kept;
import io.espalier.model.ParameterBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One direction of an LSTM layer over all steps. Behind a sequence's end state and output are 0 and
 * errors stop, so that the backward direction, which meets the padding first, starts from nothing
 * at the last valid step.
 */
final class Direction implements AutoCloseable {
  /** The order in which steps are read. */
  enum Order {
    FORWARD {
      @Override
      int step(int turn, int steps) {
        return turn;
      }
    },
    BACKWARD {
      @Override
      int step(int turn, int steps) {
        return steps - 1 - turn;
      }
    };

    /** The step that is read at a turn. */
    abstract int step(int turn, int steps);
  }

  private final Order order;
  private final LstmInput input;
  private final Weights recurrent;
  private final ParameterBlock bias;
  private final Flat flat;
  private final Signal hidden;
  private final LstmStep cell;
  private final Padding padding;
  private final List<Kept> kept = new ArrayList<>();
  private final Panel z = new Panel();
  private final Panel returned = new Panel();
  private final Panel start = new Panel();
  private final Slab errors = new Slab();
  private final Slab before = new Slab();
  private float[] zeros = new float[0];

  /**
   * @param hidden takes the outputs
   */
  Direction(
      Order order,
      LstmInput input,
      Weights recurrent,
      ParameterBlock bias,
      GateFunction gates,
      Flat flat,
      Signal hidden) {
    this.order = order;
    this.input = input;
    this.recurrent = recurrent;
    this.bias = bias;
    this.flat = flat;
    this.hidden = hidden;
    this.cell = new LstmStep(gates);
    this.padding = new Padding(hidden);
  }

  Signal hidden() {
    return hidden;
  }

  void forward(Noise noise) {
    reserve();
    input.forward(noise);
    padding.start();
    int lanes = hidden.shape().size();
    int steps = hidden.shape().steps();
    cell.begin(flat.parameters(), bias.offset(), hidden.rows(), lanes);
    for (int turn = 0; turn < steps; turn++) {
      int step = order.step(turn, steps);
      if (turn > 0) {
        recurrent.forward(outputBefore(turn), z, Accumulate.REPLACE);
      }
      input.multiply(step, z, turn > 0 ? Accumulate.ADD : Accumulate.REPLACE);
      float[] output = hidden.value(step).overwrite();
      cell.forward(z, memoryBefore(turn), kept.get(turn), output);
      padding.clear(step, kept.get(turn).cell());
      padding.clear(step, output);
    }
  }

  /**
   * @param outputErrors errors of the layer's output
   * @param row first row of this direction's
   * @param sum what becomes of errors that stand at the input already
   */
  void backward(Signal outputErrors, int row, Accumulate sum) {
    padding.start();
    input.begin();
    int lanes = hidden.shape().size();
    int steps = hidden.shape().steps();
    int n = hidden.rows() * lanes;
    Arrays.fill(returned.overwrite(), 0, n, 0f);
    cell.beginBackward();
    int atOnce = recurrent.stepsAtOnce(lanes);
    for (int turn = steps - 1; turn >= 0; turn--) {
      int step = order.step(turn, steps);
      if (turn == steps - 1 || errors.isFull()) {
        open(Math.min(atOnce, turn + 1));
      }
      cell.backward(
          outputErrors.error(step),
          row * lanes,
          returned,
          memoryBefore(turn),
          kept.get(turn),
          padding.valid(step),
          z);
      collect(turn, step, sum);
      if (turn > 0) {
        recurrent.transposed(z, returned, Accumulate.REPLACE);
      }
    }
    input.finish(sum);
    cell.vectorGradient(flat.gradient(), bias.offset(), hidden.rows(), lanes);
  }

  private void open(int steps) {
    errors.open(steps);
    before.open(steps);
    input.open(steps);
  }

  private void collect(int turn, int step, Accumulate sum) {
    errors.add(z);
    before.add(outputBefore(turn));
    input.collect(step, z, sum);
    if (errors.isFull()) {
      input.gradient(errors.panel());
      recurrent.gradient(before.panel(), errors.panel());
    }
  }

  private Panel outputBefore(int turn) {
    int steps = hidden.shape().steps();
    return turn == 0 ? start : hidden.value(order.step(turn - 1, steps));
  }

  private float[] memoryBefore(int turn) {
    return turn == 0 ? zeros : kept.get(turn - 1).cell();
  }

  private void reserve() {
    int lanes = hidden.shape().size();
    int steps = hidden.shape().steps();
    int n = hidden.rows() * lanes;
    z.reserve(4 * hidden.rows(), lanes);
    returned.reserve(hidden.rows(), lanes);
    Arrays.fill(start.reserve(hidden.rows(), lanes).overwrite(), 0, n, 0f);
    if (zeros.length < n) {
      zeros = new float[n];
    }
    for (int turn = 0; turn < steps; turn++) {
      if (turn == kept.size()) {
        kept.add(cell.keep(n));
      } else if (!kept.get(turn).fits(n)) {
        kept.set(turn, cell.keep(n));
      }
    }
  }

  @Override
  public void close() {
    input.close();
    hidden.close();
    z.close();
    returned.close();
    start.close();
    errors.close();
    before.close();
    kept.clear();
  }
}
