package io.espalier.kernel;

import io.espalier.model.Mask;
import io.espalier.model.ParameterBlock;
import java.util.Arrays;

/**
 * Where the weights of a matrix stand that are kept, row by row (the compressed sparse row format):
 * the weights of row r are those from {@code starts[r]} to {@code starts[r + 1]}, and weight p
 * stands in column {@code columns[p]}, in ascending order.
 *
 * @param width number of columns
 * @param places of the weights' columns in a packed panel
 */
record SparsePattern(int width, int[] starts, int[] columns, int[] places) {
  /** Lanes of a column in a packed panel. */
  static final int LANES = 16;

  private static SparsePattern of(int width, int[] starts, int[] columns) {
    return new SparsePattern(
        width, starts, columns, Arrays.stream(columns).map(SparsePattern::place).toArray());
  }

  /** Where a column starts in a packed panel. */
  static int place(int column) {
    return Packed.START + column * LANES;
  }

  /** The weights of a block that a mask keeps; a row for each output, a column for each input. */
  static SparsePattern byOutput(ParameterBlock block, Mask mask) {
    int[] starts = new int[block.columns() + 1];
    int[] columns = new int[mask.kept(block.offset(), block.end())];
    int p = 0;
    for (int output = 0; output < block.columns(); output++) {
      for (int input = 0; input < block.rows(); input++) {
        if (mask.keeps(block.index(input, output))) {
          columns[p++] = input;
        }
      }
      starts[output + 1] = p;
    }
    return of(block.rows(), starts, columns);
  }

  int rows() {
    return starts.length - 1;
  }

  /** Number of weights. */
  int size() {
    return columns.length;
  }

  /** The same weights with rows and columns exchanged. */
  SparsePattern turned() {
    int[] turnedStarts = new int[width + 1];
    for (int column : columns) {
      turnedStarts[column + 1]++;
    }
    for (int row = 0; row < width; row++) {
      turnedStarts[row + 1] += turnedStarts[row];
    }
    int[] next = turnedStarts.clone();
    int[] turnedColumns = new int[size()];
    for (int row = 0; row < rows(); row++) {
      for (int p = starts[row]; p < starts[row + 1]; p++) {
        turnedColumns[next[columns[p]]++] = row;
      }
    }
    return of(rows(), turnedStarts, turnedColumns);
  }

  /** Takes the weights of {@link #turned} from this pattern's. */
  void turn(SparsePattern turned, float[] weights, float[] into) {
    int[] next = turned.starts.clone();
    for (int p = 0; p < size(); p++) {
      into[next[columns[p]]++] = weights[p];
    }
  }
}
