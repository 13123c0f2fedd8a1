package io.espalier.engine;

import io.espalier.kernel.Accumulate;
import io.espalier.kernel.FixedMatrix;
import io.espalier.kernel.Panel;
import io.espalier.model.ParameterBlock;

/**
 * A matrix of weights [inputs, outputs] that vectors are multiplied by, or tokens, which stand for
 * one-hot vectors. Either form is made when it is first needed. Safe for several threads at once.
 */
final class Projection {
  private final ParameterBlock block;
  private final float[] parameters;
  private volatile FixedMatrix matrix;
  private volatile TokenRows rows;

  Projection(ParameterBlock block, float[] parameters) {
    this.block = block;
    this.parameters = parameters;
  }

  int inputs() {
    return block.rows();
  }

  int outputs() {
    return block.columns();
  }

  /** output [outputs][lanes] = Wᵀ input [inputs][lanes]. */
  void forward(Panel input, Panel output, Accumulate sum) {
    matrix().forward(input, output, sum);
  }

  /** The weights as a row for each token. */
  TokenRows rows() {
    if (rows == null) {
      synchronized (this) {
        if (rows == null) {
          rows = new TokenRows(block, parameters);
        }
      }
    }
    return rows;
  }

  private FixedMatrix matrix() {
    if (matrix == null) {
      synchronized (this) {
        if (matrix == null) {
          matrix = FixedMatrix.of(block, parameters);
        }
      }
    }
    return matrix;
  }
}
