package io.espalier.engine.inference;

import io.espalier.engine.Projection;
import io.espalier.kernel.Accumulate;
import io.espalier.kernel.FixedMatrix;
import io.espalier.kernel.Panel;
import io.espalier.model.ParameterBlock;

/**
 * A matrix of weights that no longer change, for vectors and for tokens; either form is made when
 * it is first needed. Safe for several threads at once.
 */
final class FixedProjection implements Projection {
  private final ParameterBlock block;
  private final float[] parameters;
  private volatile FixedMatrix matrix;
  private volatile TokenRows rows;

  FixedProjection(ParameterBlock block, float[] parameters) {
    this.block = block;
    this.parameters = parameters;
  }

  @Override
  public void forward(Panel input, Panel output, Accumulate sum) {
    matrix().forward(input, output, sum);
  }

  @Override
  public void lookUp(int[] tokens, float[] factors, int from, Panel z, Accumulate sum) {
    rows().read(tokens, factors, from, z, sum);
  }

  private TokenRows rows() {
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
