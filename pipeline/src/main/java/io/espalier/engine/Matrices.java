package io.espalier.engine;

import io.espalier.model.Mask;
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

  /** Lets these matrices multiply only what a mask keeps, and the others all their weights. */
  void arrange(Mask mask, List<ParameterBlock> sparse) {
    for (Weights weights : all) {
      if (sparse.contains(weights.block())) {
        weights.runSparse(mask);
      } else {
        weights.runDense();
      }
    }
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
