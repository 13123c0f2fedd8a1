package io.espalier.kernel;

import io.espalier.model.Mask;
import io.espalier.model.ParameterBlock;

/**
 * The three products of one matrix of weights W [inputs, outputs], a block of a network's flat
 * parameter vector. It works on a copy of the weights, made anew when it is needed first after
 * {@link #take}. Results are the same bits for the same values. Not safe for several threads at
 * once.
 */
public interface WeightMatrix extends Product, AutoCloseable {
  /** The matrix of a block. */
  static WeightMatrix of(ParameterBlock block) {
    return new DenseMatrix(block);
  }

  /**
   * The matrix of a block without its pruned weights, which count in no product and get no
   * gradient. In the flat vectors it looks for the kept ones side by side from the block's start,
   * in the order of their positions.
   */
  static WeightMatrix sparse(ParameterBlock block, Mask mask) {
    return new SparseMatrix(block, mask);
  }

  /** Says that the weights are to be taken from this flat vector, now or later. */
  void take(float[] parameters);

  /**
   * inputError = W error.
   *
   * @param error [outputs][lanes]
   * @param inputError [inputs][lanes], its size already given
   */
  void transposed(Panel error, Panel inputError, Accumulate sum);

  /**
   * Adds input errorᵀ, summed over the lanes, to the gradient of the weights.
   *
   * @param input [inputs][lanes]
   * @param error [outputs][lanes]
   */
  void gradient(Panel input, Panel error);

  /**
   * Writes the gradient summed since the last call to its place in the flat vector, and starts it
   * anew; leaves the place alone where nothing was summed.
   */
  void give(float[] gradient);

  /** Frees the memory outside the heap. */
  @Override
  void close();
}
