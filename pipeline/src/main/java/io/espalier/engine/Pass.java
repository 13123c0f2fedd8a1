package io.espalier.engine;

/** One layer at work on the batch under way: it reads its input signal and writes its output's. */
interface Pass extends AutoCloseable {
  Signal output();

  /** Hidden units, of one direction; 0 for a layer that has none. */
  int units();

  void forward(Noise noise);

  /**
   * Turns the output's errors into the input's, and writes the gradient of its parameters to the
   * flat vector; the matrices' own follows from {@link Matrices#give}.
   */
  void backward();

  @Override
  void close();
}
