package io.espalier.network;

import io.espalier.kernel.GateFunction;
import io.espalier.kernel.LstmShape;
import io.espalier.kernel.LstmState;
import io.espalier.kernel.LstmWeights;
import io.espalier.kernel.StepMask;
import java.util.Arrays;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Turns what Deeplearning4j hands an LSTM layer into what the cell takes. */
final class CellArrays implements AutoCloseable {
  private final StepsReader reader = new StepsReader();

  static GateFunction gates(IActivation function) {
    return function instanceof ActivationSigmoid ? GateFunction.SIGMOID : GateFunction.HARD_SIGMOID;
  }

  /** The weights, in place if they lie column by column as Deeplearning4j's own always do. */
  LstmWeights weights(INDArray input, INDArray recurrent, INDArray bias) {
    int values = (int) bias.length();
    float[] biasValues = Arrays.copyOf(reader.heap(bias.reshape(1, values)), values);
    return weights(input, recurrent, biasValues);
  }

  static LstmWeights weights(INDArray input, INDArray recurrent, float[] bias) {
    return new LstmWeights(
        FloatViews.span(FloatViews.columnMajor(input)),
        FloatViews.span(FloatViews.columnMajor(recurrent)),
        bias);
  }

  /** States [batch, unit] of the output and of the memory. */
  LstmState state(LstmShape shape, INDArray output, INDArray memory) {
    float[] hidden = Arrays.copyOf(reader.heap(output), shape.cells());
    return new LstmState(hidden, Arrays.copyOf(reader.heap(memory), shape.cells()));
  }

  /** A mask [batch, step], or Deeplearning4j's null where all steps count. */
  StepMask mask(INDArray mask) {
    if (mask == null) {
      return StepMask.none();
    }
    INDArray row = mask.castTo(DataType.FLOAT).reshape(mask.size(0), 1, mask.size(1));
    return StepMask.of((int) mask.size(0), Arrays.copyOf(reader.heap(row), (int) mask.length()));
  }

  @Override
  public void close() {
    reader.close();
  }
}
