package io.espalier.network;

import io.espalier.kernel.NativeFloats;
import io.espalier.kernel.Steps;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sees Deeplearning4j sequences [batch, row, step] as blocks [row][batch] per step: in place where
 * the array lies that way ('f' order and its slices), else through a copy that the next call
 * overwrites. Arrays of rank 2 have one step.
 */
final class StepsReader implements AutoCloseable {
  private final NativeFloats copy = new NativeFloats();
  private float[] span = new float[0];
  private float[] turned = new float[0];

  Steps read(INDArray array) {
    int batch = (int) array.size(0);
    int rows = (int) array.size(1);
    int steps = array.rank() == 2 ? 1 : (int) array.size(2);
    boolean inPlace =
        (batch == 1 || array.stride(0) == 1) && (rows == 1 || array.stride(1) == batch);
    if (inPlace) {
      int stride = steps == 1 ? rows * batch : Math.toIntExact(array.stride(2));
      return new Steps(FloatViews.span(array), stride);
    }
    int values = Math.multiplyExact(rows * batch, steps);
    copy.reserve(values);
    copy.span().buffer().put(0, heap(array), 0, values);
    return new Steps(copy.span(), rows * batch);
  }

  /**
   * The values as [step][row][batch]; the array may be longer and is overwritten by the next call.
   */
  float[] heap(INDArray array) {
    int batch = (int) array.size(0);
    int rows = (int) array.size(1);
    int steps = array.rank() == 2 ? 1 : (int) array.size(2);
    int values = Math.multiplyExact(rows * batch, steps);
    turned = grown(turned, values);
    FloatBuffer memory = FloatViews.span(array).buffer();
    span = grown(span, memory.remaining());
    memory.get(0, span, 0, memory.remaining());
    int batchStride = (int) array.stride(0);
    int rowStride = (int) array.stride(1);
    int stepStride = steps == 1 ? 0 : (int) array.stride(2);
    for (int row = 0; row < rows; row++) {
      if (batchStride == 1) {
        for (int step = 0; step < steps; step++) {
          int from = row * rowStride + step * stepStride;
          System.arraycopy(span, from, turned, (step * rows + row) * batch, batch);
        }
      } else {
        for (int b = 0; b < batch; b++) {
          int from = b * batchStride + row * rowStride;
          for (int step = 0; step < steps; step++) {
            turned[(step * rows + row) * batch + b] = span[from + step * stepStride];
          }
        }
      }
    }
    return turned;
  }

  private static float[] grown(float[] array, int values) {
    return array.length < values ? new float[values] : array;
  }

  @Override
  public void close() {
    copy.close();
    span = new float[0];
    turned = new float[0];
  }
}
