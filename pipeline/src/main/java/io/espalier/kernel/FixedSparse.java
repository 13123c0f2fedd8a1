package io.espalier.kernel;

import io.espalier.model.ParameterBlock;
import java.util.Arrays;

/** The weights other than 0. */
final class FixedSparse implements FixedMatrix {
  private final SparseRows rows;

  FixedSparse(ParameterBlock block, float[] parameters) {
    this.rows = SparseRows.of(block, parameters);
  }

  @Override
  public void forward(Panel input, Panel output, Sum sum) {
    float[] into = sum == Sum.ADD ? output.change() : output.overwrite();
    if (sum == Sum.REPLACE) {
      Arrays.fill(into, 0, output.size(), 0f);
    }
    if (input.lanes() == 1) {
      rows.addTo(into, input.values());
    } else {
      rows.addTo(into, input.values(), input.lanes());
    }
  }
}
