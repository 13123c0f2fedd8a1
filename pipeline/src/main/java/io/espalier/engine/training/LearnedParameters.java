package io.espalier.engine.training;

import io.espalier.engine.Parameters;
import io.espalier.model.Mask;
import io.espalier.model.ParameterBlock;
import java.util.ArrayList;
import java.util.List;

/** A network's flat vectors, which all its layers share, and the matrices in them. */
final class LearnedParameters implements Parameters, AutoCloseable {
  private final Flat flat;
  private final List<Weights> matrices = new ArrayList<>();

  LearnedParameters(int length) {
    this.flat = Flat.of(length);
  }

  @Override
  public float[] values() {
    return flat.parameters();
  }

  /** For each parameter, of the summed loss. */
  float[] gradient() {
    return flat.gradient();
  }

  Flat flat() {
    return flat;
  }

  @Override
  public Weights matrix(ParameterBlock block) {
    for (Weights weights : matrices) {
      if (weights.block().equals(block)) {
        return weights;
      }
    }
    Weights weights = new Weights(block, values());
    matrices.add(weights);
    return weights;
  }

  /** Lets these matrices multiply only what a mask keeps, and the others all their weights. */
  void arrange(Mask mask, List<ParameterBlock> sparse) {
    for (Weights weights : matrices) {
      if (sparse.contains(weights.block())) {
        weights.runSparse(mask);
      } else {
        weights.runDense();
      }
    }
  }

  /** Tells the matrices that values have changed. */
  void changed() {
    matrices.forEach(Weights::take);
  }

  /** Writes the gradients that the matrices summed since the last call. */
  void collect() {
    matrices.forEach(weights -> weights.give(gradient()));
  }

  @Override
  public void close() {
    matrices.forEach(Weights::close);
  }
}
