package io.espalier.engine;

import io.espalier.kernel.Accumulate;
import io.espalier.kernel.Panel;

/** What a layer reads, step by step. */
public interface LayerInput extends AutoCloseable {
  /** Width of its vectors, or number of tokens. */
  int rows();

  Lanes lanes();

  /** Whether it is tokens, at present. */
  boolean isTokens();

  /** The vectors [rows][lanes] of a step; of tokens, those that they stand for. */
  Panel value(int step);

  /**
   * z = Wᵀ x at a step.
   *
   * @param z [outputs][lanes], its size already given
   */
  void multiply(int step, Projection weights, Panel z, Accumulate sum);

  /** Adds Σx² of each row over valid steps. */
  void addSquares(double[] sums, int at);

  @Override
  void close();
}
