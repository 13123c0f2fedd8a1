package io.espalier.kernel;

import io.espalier.model.ParameterBlock;
import java.util.Arrays;

/** All weights, multiplied outside the heap. */
final class DenseMatrix implements WeightMatrix {
  private final ParameterBlock block;
  private final NativeFloats weights = new NativeFloats();
  private final NativeFloats sums = new NativeFloats();
  private Sum next = Sum.REPLACE;

  DenseMatrix(ParameterBlock block) {
    this.block = block;
  }

  @Override
  public void take(float[] parameters) {
    weights.reserve(block.length());
    weights.buffer().put(0, parameters, block.offset(), block.length());
  }

  @Override
  public void forward(Panel input, Panel output, Sum sum) {
    MatrixProduct.forward(
        block, input.lanes(), weights.pointer(), input.source(), output.target(sum), sum);
  }

  @Override
  public void transposed(Panel error, Panel inputError, Sum sum) {
    MatrixProduct.transposed(
        block, error.lanes(), weights.pointer(), error.source(), inputError.target(sum), sum);
  }

  @Override
  public void gradient(Panel input, Panel error) {
    sums.reserve(block.length());
    MatrixProduct.gradient(
        block, input.lanes(), input.source(), error.source(), sums.pointer(), next);
    next = Sum.ADD;
  }

  @Override
  public void give(float[] gradient) {
    if (next == Sum.REPLACE) {
      Arrays.fill(gradient, block.offset(), block.end(), 0f);
    } else {
      sums.buffer().get(0, gradient, block.offset(), block.length());
    }
    next = Sum.REPLACE;
  }

  @Override
  public void close() {
    weights.close();
    sums.close();
    next = Sum.REPLACE;
  }
}
