package io.espalier.engine;

import io.espalier.kernel.Accumulate;
import io.espalier.kernel.Panel;
import io.espalier.kernel.WeightMatrix;
import io.espalier.model.Mask;
import io.espalier.model.ParameterBlock;

/** One matrix of a network, in the form that suits its present mask. */
final class Weights implements AutoCloseable {
  /** Weights from which on a dense gradient is summed over several steps at once. */
  private static final int LARGE = 1 << 19;

  /** Lanes of such a sum. */
  private static final int LANES = 256;

  private final ParameterBlock block;
  private WeightMatrix matrix;
  private boolean sumsTogether;

  Weights(ParameterBlock block) {
    this.block = block;
    this.matrix = WeightMatrix.of(block);
    this.sumsTogether = block.length() >= LARGE;
  }

  ParameterBlock block() {
    return block;
  }

  /** Multiplies all weights from now on. */
  void runDense() {
    run(WeightMatrix.of(block), block.length() >= LARGE);
  }

  /** Multiplies only the weights that a mask keeps from now on. */
  void runSparse(Mask mask) {
    run(WeightMatrix.sparse(block, mask), true);
  }

  private void run(WeightMatrix form, boolean together) {
    matrix.close();
    matrix = form;
    sumsTogether = together;
  }

  void take(float[] parameters) {
    matrix.take(parameters);
  }

  void give(float[] gradient) {
    matrix.give(gradient);
  }

  void forward(Panel input, Panel output, Accumulate sum) {
    matrix.forward(input, output, sum);
  }

  void transposed(Panel error, Panel inputError, Accumulate sum) {
    matrix.transposed(error, inputError, sum);
  }

  void gradient(Panel input, Panel error) {
    matrix.gradient(input, error);
  }

  /** Steps whose gradient is best summed at once. */
  int stepsAtOnce(int lanes) {
    return sumsTogether ? Math.max(1, LANES / lanes) : 1;
  }

  @Override
  public void close() {
    matrix.close();
  }
}
