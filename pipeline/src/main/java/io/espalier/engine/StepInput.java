package io.espalier.engine;

import io.espalier.kernel.Panel;

/** What a layer reads, step by step. */
interface StepInput {
  Lanes lanes();

  /**
   * z = Wᵀ x at a step.
   *
   * @param z [outputs][lanes]
   */
  void multiply(int step, Projection weights, Panel z);

  /**
   * z = Wᵀ x at several steps, of the only lane.
   *
   * @param z [steps][outputs]
   */
  void multiply(int from, int steps, Projection weights, float[] z);
}
