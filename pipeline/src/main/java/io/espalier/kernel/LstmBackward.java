package io.espalier.kernel;

import java.nio.FloatBuffer;
import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The backward pass through time over a kept trace: one product a step for the error that flows
 * back through the recurrence, one each for the two weight gradients, and one for the error of the
 * input where somebody wants it. The recurrent weights are transposed once, because the product
 * runs a fifth faster then.
 *
 * <p>Masked steps are treated as Deeplearning4j treats them: errors pass through the cleared memory
 * as if it had been kept, and the slope of tanh is taken at the cleared memory.
 */
final class LstmBackward implements AutoCloseable {
  private final GradientSums sums = new GradientSums();
  private final NativeFloats z = new NativeFloats();
  private final NativeFloats returned = new NativeFloats();
  private final float[][] delta = new float[4][0];
  private final float[][] deltaSums = new float[4][0];
  private float[] hiddenError = new float[0];
  private float[] cellError = new float[0];
  private float[] carried = new float[0];
  private float[] scratch = new float[0];

  void run(
      LstmTrace trace,
      LstmWeights weights,
      Steps input,
      Steps outputError,
      int firstStep,
      LstmWeights gradients,
      Optional<Steps> inputError) {
    LstmShape shape = trace.shape;
    reserve(shape);
    sums.start(shape);
    Steps hidden = new Steps(trace.hidden.span(), shape.cells());
    for (int step = shape.steps() - 1; step >= firstStep; step--) {
      errors(trace, outputError, step);
      sums.add(delta, input, step, hidden, gradients);
      if (step > firstStep) {
        MatrixProduct.productWithTurned(
            shape.batch(),
            shape.units(),
            4 * shape.units(),
            z.pointer(),
            weights.recurrent().pointer(),
            returned.pointer());
      }
      if (inputError.isPresent()) {
        FloatPointer error = inputError.get().at(step);
        MatrixProduct.productWithTurned(
            shape.batch(),
            shape.inputs(),
            4 * shape.units(),
            z.pointer(),
            weights.input().pointer(),
            error);
      }
    }
    sums.flush(gradients);
    sumBias(shape, gradients.bias());
  }

  private void errors(LstmTrace trace, Steps outputError, int step) {
    int n = trace.shape.cells();
    boolean last = step == trace.shape.steps() - 1;
    outputError.read(step, hiddenError, n);
    if (!last) {
      returned.buffer().get(0, scratch, 0, n);
      Elementwise.add(hiddenError, scratch, n);
    }
    float[] squashed = trace.squashed[step];
    float[] kept = squashed;
    if (!trace.mask.keepsAll(step)) {
      Elementwise.tanhOf(trace.cell[step], scratch, n);
      kept = scratch;
    }
    trace.gates.delta(hiddenError, squashed, trace.output[step], delta[2], n);
    Elementwise.tanhDelta(hiddenError, trace.output[step], kept, cellError, n);
    if (!last) {
      Elementwise.add(cellError, carried, n);
    }
    float[] before = step == 0 ? trace.startCell : trace.cell[step - 1];
    Elementwise.tanhDelta(cellError, trace.gate[step], trace.block[step], delta[0], n);
    trace.gates.delta(cellError, before, trace.forget[step], delta[1], n);
    trace.gates.delta(cellError, trace.block[step], trace.gate[step], delta[3], n);
    Elementwise.product(cellError, trace.forget[step], carried, n);
    FloatBuffer sums = z.buffer();
    for (int block = 0; block < 4; block++) {
      Elementwise.add(deltaSums[block], delta[block], n);
      sums.put(block * n, delta[block], 0, n);
    }
  }

  private void sumBias(LstmShape shape, float[] into) {
    int batch = shape.batch();
    for (int block = 0; block < 4; block++) {
      for (int unit = 0; unit < shape.units(); unit++) {
        float sum = 0f;
        for (int b = 0; b < batch; b++) {
          sum += deltaSums[block][unit * batch + b];
        }
        into[block * shape.units() + unit] += sum;
      }
    }
  }

  private void reserve(LstmShape shape) {
    int n = shape.cells();
    z.reserve(4L * n);
    returned.reserve(n);
    for (int block = 0; block < 4; block++) {
      delta[block] = grown(delta[block], n);
      deltaSums[block] = grown(deltaSums[block], n);
      java.util.Arrays.fill(deltaSums[block], 0f);
    }
    hiddenError = grown(hiddenError, n);
    cellError = grown(cellError, n);
    carried = grown(carried, n);
    scratch = grown(scratch, n);
  }

  private static float[] grown(float[] array, int n) {
    return array.length < n ? new float[n] : array;
  }

  @Override
  public void close() {
    sums.close();
    z.close();
    returned.close();
  }
}
