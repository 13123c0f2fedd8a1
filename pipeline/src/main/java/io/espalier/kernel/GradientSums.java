package io.espalier.kernel;

/**
 * Sums the weight gradients xᵀδ and hᵀδ over the steps of a pass. Several steps are laid side by
 * side, [row][step][batch], and multiplied at once, so that the large sums are read and written
 * once for all of them.
 */
final class GradientSums implements AutoCloseable {
  private static final int COLUMNS = 256;

  private final Side delta = new Side();
  private final Side input = new Side();
  private final Side hidden = new Side();
  private int batch;
  private int width;
  private int filled;

  /** Starts a pass. */
  void start(LstmShape shape) {
    batch = shape.batch();
    width = batch * Math.min(shape.steps(), Math.max(1, COLUMNS / batch));
    filled = 0;
    delta.reserve(4 * shape.units(), width);
    input.reserve(shape.inputs(), width);
    hidden.reserve(shape.units(), width);
  }

  /** Adds a step: its deltas by block, its input and the hidden state before it. */
  void add(float[][] deltas, Steps inputs, int step, Steps hiddens, LstmWeights into) {
    int units = hidden.rows;
    for (int block = 0; block < deltas.length; block++) {
      delta.place(deltas[block], block * units, units, filled, batch, width);
    }
    inputs.read(step, input.scratch, input.rows * batch);
    input.place(input.scratch, 0, input.rows, filled, batch, width);
    hiddens.read(step, hidden.scratch, units * batch);
    hidden.place(hidden.scratch, 0, units, filled, batch, width);
    filled += batch;
    if (filled == width) {
      flush(into);
    }
  }

  /** Adds what has been placed so far to the gradients. */
  void flush(LstmWeights into) {
    if (filled == 0) {
      return;
    }
    delta.publish(width);
    input.publish(width);
    hidden.publish(width);
    MatrixProduct.addOuter(
        input.rows, delta.rows, filled, input.at(), delta.at(), width, into.input().pointer());
    MatrixProduct.addOuter(
        hidden.rows,
        delta.rows,
        filled,
        hidden.at(),
        delta.at(),
        width,
        into.recurrent().pointer());
    filled = 0;
  }

  @Override
  public void close() {
    delta.close();
    input.close();
    hidden.close();
  }
}
