package io.espalier.network;

import io.espalier.kernel.FloatSpan;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The memory under float arrays, views included, without copies where their order allows it. */
final class FloatViews {
  private FloatViews() {}

  /** From an array's first value to its last; valid as long as the array. */
  static FloatSpan span(INDArray array) {
    long values = 1;
    for (int d = 0; d < array.rank(); d++) {
      values += (array.size(d) - 1) * array.stride(d);
    }
    return FloatSpan.of(address(array), values, array);
  }

  /** The address of an array's first value. */
  static long address(INDArray array) {
    return array.data().address() + (long) Float.BYTES * array.offset();
  }

  /** The array itself if it is a column-major float matrix without gaps, else such a copy. */
  static INDArray columnMajor(INDArray matrix) {
    return isColumnMajor(matrix) ? matrix : matrix.castTo(DataType.FLOAT).dup('f');
  }

  static boolean isColumnMajor(INDArray matrix) {
    return matrix.rank() == 2
        && matrix.dataType() == DataType.FLOAT
        && (matrix.size(0) == 1 || matrix.stride(0) == 1)
        && (matrix.size(1) == 1 || matrix.stride(1) == matrix.size(0));
  }

  /** Refuses a place for results that could only be written through a copy. */
  static FloatSpan columnMajorSpan(INDArray matrix) {
    if (!isColumnMajor(matrix)) {
      throw new IllegalStateException(
          "expected a column-major float view, got " + matrix.shapeInfoToString());
    }
    return span(matrix);
  }
}
