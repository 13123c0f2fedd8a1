package io.espalier.kernel;

import io.espalier.model.Mask;
import io.espalier.model.ParameterBlock;

/** The weights other than 0, each multiplied with all lanes. */
final class FixedSparse implements Product {
  private final SparsePattern pattern;
  private final float[] weights;
  private final SparseProducts products = SparseProducts.best();

  FixedSparse(ParameterBlock block, Mask living, float[] parameters) {
    this.pattern = SparsePattern.byOutput(block, living);
    this.weights = new float[pattern.size()];
    int at = 0;
    for (int i = block.offset(); i < block.end(); i++) {
      if (living.keeps(i)) {
        weights[at++] = parameters[i];
      }
    }
  }

  @Override
  public void forward(Panel input, Panel output, Accumulate sum) {
    float[] into = sum == Accumulate.ADD ? output.change() : output.overwrite();
    products.multiply(pattern, weights, input.values(), input.lanes(), into, sum);
  }
}
