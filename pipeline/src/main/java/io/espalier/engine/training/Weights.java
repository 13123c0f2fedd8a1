package io.espalier.engine.training;

import io.espalier.engine.Projection;
import io.espalier.kernel.Accumulate;
import io.espalier.kernel.Panel;
import io.espalier.kernel.WeightMatrix;
import io.espalier.model.Mask;
import io.espalier.model.ParameterBlock;
import java.util.Arrays;

/** One matrix of a network, in the form that suits its present mask. */
final class Weights implements Projection, AutoCloseable {
  /** Weights from which on a dense gradient is summed over several steps at once. */
  private static final int LARGE = 1 << 19;

  /** Lanes of such a sum. */
  private static final int LANES = 256;

  private final ParameterBlock block;
  private final float[] parameters;
  private WeightMatrix matrix;
  private boolean sumsTogether;

  /**
   * @param parameters that its weights stand in, packed where it runs sparse
   */
  Weights(ParameterBlock block, float[] parameters) {
    this.block = block;
    this.parameters = parameters;
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

  /** Takes changed parameters. */
  void take() {
    matrix.take(parameters);
  }

  void give(float[] gradient) {
    matrix.give(gradient);
  }

  @Override
  public void forward(Panel input, Panel output, Accumulate sum) {
    matrix.forward(input, output, sum);
  }

  /** Only while it runs dense. */
  @Override
  public void lookUp(int[] tokens, float[] factors, int from, Panel z, Accumulate sum) {
    int lanes = z.lanes();
    float[] into = sum == Accumulate.ADD ? z.change() : z.overwrite();
    if (sum == Accumulate.REPLACE) {
      Arrays.fill(into, 0, z.size(), 0f);
    }
    for (int column = 0; column < block.columns(); column++) {
      int at = block.index(0, column);
      for (int lane = 0; lane < lanes; lane++) {
        into[column * lanes + lane] += factors[from + lane] * parameters[at + tokens[from + lane]];
      }
    }
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
