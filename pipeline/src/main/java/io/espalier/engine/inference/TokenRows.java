package io.espalier.engine.inference;

import io.espalier.kernel.Accumulate;
import io.espalier.kernel.Panel;
import io.espalier.model.ParameterBlock;
import java.util.Arrays;

/** A matrix of weights [tokens, outputs], read by the row; weights of 0 are left out. */
final class TokenRows {
  private final int[] starts;
  private final int[] columns;
  private final float[] weights;

  TokenRows(ParameterBlock block, float[] parameters) {
    this.starts = new int[block.rows() + 1];
    for (int i = 0; i < block.length(); i++) {
      starts[i % block.rows() + 1] += parameters[block.offset() + i] != 0f ? 1 : 0;
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    this.columns = new int[starts[block.rows()]];
    this.weights = new float[columns.length];
    int[] at = starts.clone();
    for (int column = 0; column < block.columns(); column++) {
      for (int row = 0; row < block.rows(); row++) {
        float weight = parameters[block.index(row, column)];
        if (weight != 0f) {
          columns[at[row]] = column;
          weights[at[row]++] = weight;
        }
      }
    }
  }

  /** z [outputs][lanes] = the rows of the tokens from a place on, one for each lane. */
  void read(int[] tokens, float[] factors, int from, Panel z, Accumulate sum) {
    int lanes = z.lanes();
    float[] into = sum == Accumulate.ADD ? z.change() : z.overwrite();
    if (sum == Accumulate.REPLACE) {
      Arrays.fill(into, 0, z.size(), 0f);
    }
    for (int lane = 0; lane < lanes; lane++) {
      int token = tokens[from + lane];
      float factor = factors[from + lane];
      for (int i = starts[token]; i < starts[token + 1]; i++) {
        into[columns[i] * lanes + lane] += factor * weights[i];
      }
    }
  }
}
