package io.espalier.engine.training;

import io.espalier.engine.LayerInput;
import io.espalier.engine.Signal;
import io.espalier.kernel.Accumulate;
import io.espalier.kernel.Panel;

/**
 * The gradient of the loss by what a node gives, summed over those that read it: the first to write
 * in a backward pass replaces what stood there.
 */
final class Errors implements AutoCloseable {
  private final Signal signal;
  private Accumulate next = Accumulate.REPLACE;

  Errors(LayerInput values) {
    this.signal = new Signal(values.rows(), values.lanes());
  }

  /** A backward pass begins. */
  void start() {
    next = Accumulate.REPLACE;
  }

  /** One more reader will write all steps, in the way that is said. */
  Accumulate open() {
    Accumulate sum = next;
    next = Accumulate.ADD;
    return sum;
  }

  Panel at(int step) {
    return signal.value(step);
  }

  /** Writes those of all valid steps, of one lane together. */
  void write(float[] into) {
    signal.write(into, 0);
  }

  @Override
  public void close() {
    signal.close();
  }
}
