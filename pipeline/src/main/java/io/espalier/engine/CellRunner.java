package io.espalier.engine;

import io.espalier.engine.StackLayer.Cell;
import io.espalier.kernel.Accumulate;
import io.espalier.kernel.GateFunction;
import io.espalier.kernel.LstmStep;
import io.espalier.kernel.Panel;
import io.espalier.kernel.RecurrentStep.Kept;
import java.util.Arrays;

/** One direction of an LSTM layer: its state, and what becomes of it in a step. */
final class CellRunner {
  private final Projection recurrent;
  private final FixedParameters parameters;
  private final Cell cell;
  private final LstmStep arithmetic;
  private final int units;
  private final Panel sums = new Panel();
  private Panel hidden = new Panel();
  private Kept now;
  private Kept next;
  private boolean fresh = true;

  CellRunner(Cell cell, GateFunction gates, FixedParameters parameters) {
    this.cell = cell;
    this.parameters = parameters;
    this.recurrent = parameters.matrix(cell.recurrent());
    this.arithmetic = new LstmStep(gates);
    this.units = cell.recurrent().rows();
    this.now = arithmetic.keep(0);
    this.next = arithmetic.keep(0);
  }

  int units() {
    return units;
  }

  /** The next step starts from zero state. */
  void start() {
    fresh = true;
  }

  /** Where the input's part of the sums [4 units][lanes] is to be written before a step. */
  Panel sums(int lanes) {
    return sums.reserve(4 * units, lanes);
  }

  /**
   * One step.
   *
   * @param into takes the outputs [units][lanes], which are read once more in the next step; may be
   *     the same as in the step before
   */
  void step(Panel into) {
    int lanes = sums.lanes();
    int n = units * lanes;
    if (fresh) {
      prepare(lanes, n);
    } else {
      recurrent.forward(hidden, sums, Accumulate.ADD);
    }
    fresh = false;
    hidden = into;
    arithmetic.forward(sums, now.cell(), next, hidden.overwrite());
    Kept before = now;
    now = next;
    next = before;
  }

  /** Clears the state of a lane. */
  void clear(int lane) {
    int lanes = hidden.lanes();
    float[] outputs = hidden.change();
    for (int i = lane; i < units * lanes; i += lanes) {
      outputs[i] = 0f;
      now.cell()[i] = 0f;
    }
  }

  private void prepare(int lanes, int n) {
    if (!now.fits(n)) {
      now = arithmetic.keep(n);
      next = arithmetic.keep(n);
    }
    arithmetic.begin(parameters.values(), cell.bias().offset(), units, lanes);
    Arrays.fill(now.cell(), 0, n, 0f);
  }
}
