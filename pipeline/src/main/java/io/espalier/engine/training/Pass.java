package io.espalier.engine.training;

import io.espalier.engine.Draws;

/** One node at work on the batch under way. */
interface Pass extends AutoCloseable {
  /** What it gives. */
  Connection output();

  void forward(Draws draws);

  /**
   * Turns the output's errors into the input's, and writes the gradient of its parameters to the
   * flat vector; the matrices' own follows from {@link LearnedParameters#collect}.
   */
  void backward();

  /** Adds what its matrices have read in the forward pass, where it has any. */
  default void addInputs(InputSquares sums) {}

  /** Adds the gradients of its Jacobians' norms, where it is recurrent. */
  default void addJacobian(StateJacobian sum) {}

  @Override
  void close();
}
