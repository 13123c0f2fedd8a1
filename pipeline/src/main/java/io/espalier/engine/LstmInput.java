package io.espalier.engine;

import io.espalier.kernel.Accumulate;
import io.espalier.kernel.Panel;

/** What an LSTM direction reads, and the products with its input weights. */
interface LstmInput extends AutoCloseable {
  void forward(Noise noise);

  /** z = W x at a step. */
  void multiply(int step, Panel z, Accumulate sum);

  /** A backward pass begins. */
  void begin();

  /** The errors of so many steps will be collected before their gradient is asked for. */
  void open(int steps);

  /**
   * Takes a step's errors for the gradient, and hands them on to the input where it wants them.
   *
   * @param sum what becomes of errors that stand there already
   */
  void collect(int step, Panel z, Accumulate sum);

  /** Adds the gradient of the collected steps. */
  void gradient(Panel errors);

  /** Hands on what all steps' errors come to. */
  void finish(Accumulate sum);

  @Override
  void close();
}
