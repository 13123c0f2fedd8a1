package io.espalier.kernel;

import io.espalier.model.ParameterBlock;

/**
 * A matrix of weights W [inputs, outputs] that no longer change, in the form that suits the zeros
 * in it. Safe for several threads at once. Results are the same bits for the same values.
 */
public interface FixedMatrix {
  /**
   * Largest share of weights other than 0 that is multiplied weight by weight. A dense product with
   * one lane reads memory at 95 GB/s, 0.04 ns a weight; a sparse one takes 0.28 ns a weight.
   */
  double SPARSE_DENSITY = 0.15;

  /** The matrix of a block of a network's flat parameter vector. */
  static FixedMatrix of(ParameterBlock block, float[] parameters) {
    int living = 0;
    for (int i = block.offset(); i < block.end(); i++) {
      living += parameters[i] != 0f ? 1 : 0;
    }
    boolean sparse =
        living <= SPARSE_DENSITY * block.length() && block.rows() <= SparseRows.MOST_INPUTS;
    return sparse ? new FixedSparse(block, parameters) : new FixedDense(block, parameters);
  }

  /**
   * output = Wᵀ input.
   *
   * @param input [inputs][lanes]
   * @param output [outputs][lanes], its size already given
   */
  void forward(Panel input, Panel output, Sum sum);
}
