package io.espalier.kernel;

import io.espalier.model.Mask;
import io.espalier.model.ParameterBlock;
import java.util.Arrays;

/**
 * The weights that a mask keeps, and only they: all three products cost as much as there are
 * weights. In the flat vectors they stand side by side at the start of the block, in the order of
 * their positions.
 */
final class SparseMatrix implements WeightMatrix {
  private final ParameterBlock block;
  private final SparsePattern byOutput;
  private final SparsePattern byInput;
  private final float[] weights;
  private final float[] turned;
  private final float[] sums;
  private final SparseProducts products = SparseProducts.best();
  private boolean summed;

  SparseMatrix(ParameterBlock block, Mask mask) {
    this.block = block;
    this.byOutput = SparsePattern.byOutput(block, mask);
    this.byInput = byOutput.turned();
    this.weights = new float[byOutput.size()];
    this.turned = new float[byOutput.size()];
    this.sums = new float[byOutput.size()];
  }

  @Override
  public void take(float[] parameters) {
    System.arraycopy(parameters, block.offset(), weights, 0, weights.length);
    byOutput.turn(byInput, weights, turned);
  }

  @Override
  public void forward(Panel input, Panel output, Accumulate sum) {
    products.multiply(byOutput, weights, input.values(), input.lanes(), written(output, sum), sum);
  }

  @Override
  public void transposed(Panel error, Panel inputError, Accumulate sum) {
    products.multiply(
        byInput, turned, error.values(), error.lanes(), written(inputError, sum), sum);
  }

  @Override
  public void gradient(Panel input, Panel error) {
    products.addOuter(byOutput, error.values(), input.values(), input.lanes(), sums);
    summed = true;
  }

  @Override
  public void give(float[] gradient) {
    if (summed) {
      System.arraycopy(sums, 0, gradient, block.offset(), sums.length);
      Arrays.fill(sums, 0f);
      summed = false;
    }
  }

  private static float[] written(Panel panel, Accumulate sum) {
    return sum == Accumulate.ADD ? panel.change() : panel.overwrite();
  }

  @Override
  public void close() {}
}
