package io.espalier.kernel;

import io.espalier.model.Mask;
import io.espalier.model.ParameterBlock;

/**
 * A matrix of weights W [inputs, outputs] that no longer change. Products with one lane and with
 * many are computed in the forms that suit the zeros in it. Safe for several threads at once.
 * Results are the same bits for the same values.
 */
public final class FixedMatrix implements Product {
  /**
   * Largest share of weights other than 0 that is multiplied weight by weight with a single lane: a
   * dense product reads a weight in 0.04 ns, a sparse one takes 0.28 ns for it.
   */
  static final double SPARSE_DENSITY = 0.15;

  /** The same for many lanes, where both are bound by arithmetic. */
  static final double SPARSE_DENSITY_OF_LANES = 0.25;

  private final Product oneLane;
  private final Product manyLanes;

  private FixedMatrix(Product oneLane, Product manyLanes) {
    this.oneLane = oneLane;
    this.manyLanes = manyLanes;
  }

  /** The matrix of a block of a network's flat parameter vector. */
  public static FixedMatrix of(ParameterBlock block, float[] parameters) {
    Mask living = Mask.ofNonzero(parameters);
    double density = living.density(block);
    if (density > SPARSE_DENSITY_OF_LANES || block.rows() > SparseRows.MOST_INPUTS) {
      Product dense = new FixedDense(block, parameters);
      return new FixedMatrix(dense, dense);
    }
    return new FixedMatrix(
        density > SPARSE_DENSITY
            ? new FixedDense(block, parameters)
            : SparseRows.of(block, parameters),
        new FixedSparse(block, living, parameters));
  }

  @Override
  public void forward(Panel input, Panel output, Accumulate sum) {
    (input.lanes() == 1 ? oneLane : manyLanes).forward(input, output, sum);
  }
}
