package io.espalier.engine;

import io.espalier.kernel.Accumulate;
import io.espalier.kernel.Panel;
import io.espalier.kernel.Product;

/**
 * A matrix of weights [inputs, outputs] that vectors are multiplied by, or tokens, which stand for
 * one-hot vectors.
 */
public interface Projection extends Product {
  /**
   * z [outputs][lanes] = the rows of tokens, one for each lane, each times a factor.
   *
   * @param tokens in [0, inputs)
   * @param factors as many as tokens
   * @param from place of the first lane's token
   */
  void lookUp(int[] tokens, float[] factors, int from, Panel z, Accumulate sum);
}
