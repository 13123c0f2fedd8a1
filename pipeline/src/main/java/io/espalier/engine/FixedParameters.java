package io.espalier.engine;

import io.espalier.model.ParameterBlock;
import java.util.HashMap;
import java.util.Map;

/** The parameters of a network that no longer learns, shared by all its work spaces. */
final class FixedParameters {
  private final float[] values;
  private final Map<ParameterBlock, Projection> matrices = new HashMap<>();

  FixedParameters(float[] values) {
    this.values = values;
  }

  /** The flat vector. */
  float[] values() {
    return values;
  }

  /** The matrix of a block, the same one each time. */
  synchronized Projection matrix(ParameterBlock block) {
    return matrices.computeIfAbsent(block, key -> new Projection(key, values));
  }
}
