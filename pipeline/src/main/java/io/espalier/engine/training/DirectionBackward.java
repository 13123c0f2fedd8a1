package io.espalier.engine.training;

import io.espalier.engine.Padding;
import io.espalier.engine.RecurrentForward;
import io.espalier.engine.Signal;
import io.espalier.kernel.Accumulate;
import io.espalier.kernel.Panel;
import io.espalier.kernel.RecurrentStep;
import java.util.Arrays;

/** The way back through one direction of a recurrent layer; errors stop at a sequence's end. */
final class DirectionBackward implements AutoCloseable {
  private final RecurrentForward forward;
  private final InputBackward input;
  private final Weights recurrent;
  private final float[] gradient;
  private final Padding padding;
  private final Panel z = new Panel();
  private final Panel returned = new Panel();
  private final Panel start = new Panel();
  private final Slab errors = new Slab();
  private final Slab before = new Slab();

  DirectionBackward(RecurrentForward forward, Connection input, LearnedParameters parameters) {
    this.forward = forward;
    this.input = new InputBackward(input, forward.blocks().input(), parameters);
    this.recurrent = parameters.matrix(forward.blocks().recurrent());
    this.gradient = parameters.gradient();
    this.padding = new Padding(forward.output());
  }

  /**
   * @param outputErrors errors of the layer's output
   * @param row first row of this direction's
   */
  void backward(Errors outputErrors, int row) {
    RecurrentStep cell = forward.cell();
    Signal hidden = forward.output();
    int lanes = hidden.lanes().count();
    int steps = hidden.lanes().steps();
    reserve(hidden, lanes);
    padding.start();
    input.begin();
    cell.beginBackward();
    int atOnce = recurrent.stepsAtOnce(lanes);
    for (int turn = steps - 1; turn >= 0; turn--) {
      int step = forward.step(turn);
      if (turn == steps - 1 || errors.isFull()) {
        open(Math.min(atOnce, turn + 1));
      }
      cell.backward(
          outputErrors.at(step),
          row * lanes,
          returned,
          forward.memoryBefore(turn),
          forward.kept(turn),
          padding.valid(step),
          z);
      collect(turn, step);
      if (turn > 0) {
        recurrent.transposed(z, returned, Accumulate.REPLACE);
      }
    }
    cell.vectorGradient(gradient, forward.blocks().vectors(), hidden.rows(), lanes);
  }

  private void reserve(Signal hidden, int lanes) {
    z.reserve(forward.blocks().recurrent().columns(), lanes);
    Arrays.fill(returned.reserve(hidden.rows(), lanes).overwrite(), 0, hidden.size(), 0f);
    Arrays.fill(start.reserve(hidden.rows(), lanes).overwrite(), 0, hidden.size(), 0f);
  }

  private void open(int steps) {
    errors.open(steps);
    before.open(steps);
    input.open(steps);
  }

  private void collect(int turn, int step) {
    errors.add(z);
    before.add(turn == 0 ? start : forward.output().value(forward.step(turn - 1)));
    input.collect(step, z);
    if (errors.isFull()) {
      input.gradient(errors.panel());
      recurrent.gradient(before.panel(), errors.panel());
    }
  }

  @Override
  public void close() {
    input.close();
    z.close();
    returned.close();
    start.close();
    errors.close();
    before.close();
  }
}
