package io.espalier.network;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Bulk copies between Java arrays and arrays of floats outside the heap. */
final class FloatMemory {
  private FloatMemory() {}

  /** The numbers of an array in 'f' order. */
  static float[] read(INDArray array) {
    float[] values = new float[(int) array.length()];
    if (values.length > 0) {
      boolean ordered = array.ordering() == 'f' || array.rank() < 2 || array.isVector();
      if (ordered && isDense(array)) {
        buffer(array).get(values);
      } else {
        INDArray dense = array.dup('f');
        buffer(dense).get(values);
        if (dense.closeable()) {
          dense.close();
        }
      }
    }
    return values;
  }

  /** Overwrites a dense array in 'f' order. */
  static void write(float[] values, INDArray array) {
    if (values.length > 0) {
      buffer(array).put(values);
    }
  }

  /** Whether the array is the whole of its memory, in its own order. */
  private static boolean isDense(INDArray array) {
    return !array.isView() && array.offset() == 0 && array.data().length() == array.length();
  }

  private static FloatBuffer buffer(INDArray array) {
    DataBuffer data = array.data();
    FloatBuffer buffer = data.asNioFloat();
    buffer.position((int) array.offset());
    return buffer;
  }
}
