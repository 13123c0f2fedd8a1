package io.espalier.engine;

import io.espalier.mask.Mask;
import io.espalier.model.ParameterBlock;
import java.util.ArrayList;
import java.util.List;

/** All matrices of a network that products run on. */
final class Matrices implements AutoCloseable {
  private final List<Weights> all = new ArrayList<>();

  Weights add(ParameterBlock block) {
    Weights weights = new Weights(block);
    all.add(weights);
    return weights;
  }

  /**
   * Lets the matrices run sparse of which more than a share is pruned, and the others dense.
   *
   * @param tokens whether the network reads tokens, which look rows of the first matrix up
   */
  Packing arrange(Mask mask, double sparseAbove, boolean tokens) {
    List<ParameterBlock> sparse = new ArrayList<>();
    for (Weights weights : all) {
      ParameterBlock block = weights.block();
      boolean lookedUp = tokens && block.offset() == 0;
      if (!lookedUp && 1 - mask.density(block) > sparseAbove) {
        weights.runSparse(mask);
        sparse.add(block);
      } else {
        weights.runDense();
      }
    }
    return new Packing(mask, sparse);
  }

  /** Takes changed parameters. */
  void take(float[] parameters) {
    all.forEach(weights -> weights.take(parameters));
  }

  /** Writes the gradients summed since the last call. */
  void give(float[] gradient) {
    all.forEach(weights -> weights.give(gradient));
  }

  @Override
  public void close() {
    all.forEach(Weights::close);
  }
}
