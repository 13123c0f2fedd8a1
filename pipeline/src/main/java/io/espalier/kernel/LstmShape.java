package io.espalier.kernel;

/**
 * The sizes of one pass of one LSTM layer over one batch of sequences, all at least 1.
 *
 * @param batch sequences side by side
 * @param inputs width of the layer's input
 * @param units hidden units
 * @param steps time steps
 */
public record LstmShape(int batch, int inputs, int units, int steps) {
  public LstmShape {
    if (batch < 1 || inputs < 1 || units < 1 || steps < 1) {
      throw new IllegalArgumentException(
          "batch, inputs, units and steps must be at least 1, got "
              + batch
              + ", "
              + inputs
              + ", "
              + units
              + ", "
              + steps);
    }
    Math.multiplyExact(Math.multiplyExact(4, units), batch);
  }

  /** Values of one step of the hidden state: units times batch. */
  public int cells() {
    return units * batch;
  }
}
