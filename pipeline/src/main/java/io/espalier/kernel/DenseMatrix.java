package io.espalier.kernel;

import io.espalier.model.ParameterBlock;
import org.bytedeco.javacpp.FloatPointer;

/** All weights, multiplied outside the heap. */
final class DenseMatrix implements WeightMatrix {
  private final ParameterBlock block;
  private final NativeFloats weights = new NativeFloats();
  private final NativeFloats sums = new NativeFloats();
  private float[] taken = new float[0];
  private boolean stale;
  private Accumulate next = Accumulate.REPLACE;

  DenseMatrix(ParameterBlock block) {
    this.block = block;
  }

  @Override
  public void take(float[] parameters) {
    taken = parameters;
    stale = true;
  }

  private FloatPointer weights() {
    if (stale) {
      weights.reserve(block.length());
      weights.buffer().put(0, taken, block.offset(), block.length());
      stale = false;
    }
    return weights.pointer();
  }

  @Override
  public void forward(Panel input, Panel output, Accumulate sum) {
    MatrixProduct.forward(block, input.lanes(), weights(), input.source(), output.target(sum), sum);
  }

  @Override
  public void transposed(Panel error, Panel inputError, Accumulate sum) {
    MatrixProduct.transposed(
        block, error.lanes(), weights(), error.source(), inputError.target(sum), sum);
  }

  @Override
  public void gradient(Panel input, Panel error) {
    sums.reserve(block.length());
    MatrixProduct.gradient(
        block, input.lanes(), input.source(), error.source(), sums.pointer(), next);
    next = Accumulate.ADD;
  }

  @Override
  public void give(float[] gradient) {
    if (next == Accumulate.ADD) {
      sums.buffer().get(0, gradient, block.offset(), block.length());
    }
    next = Accumulate.REPLACE;
  }

  @Override
  public void close() {
    weights.close();
    sums.close();
    stale = true;
    next = Accumulate.REPLACE;
  }
}
