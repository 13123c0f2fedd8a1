package io.espalier.engine.inference;

import io.espalier.engine.Parameters;
import io.espalier.engine.Projection;
import io.espalier.model.ParameterBlock;
import java.util.HashMap;
import java.util.Map;

/** The parameters of a network that no longer learns, shared by all its work spaces. */
final class FixedParameters implements Parameters {
  private final float[] values;
  private final Map<ParameterBlock, Projection> matrices = new HashMap<>();

  FixedParameters(float[] values) {
    this.values = values;
  }

  @Override
  public float[] values() {
    return values;
  }

  @Override
  public synchronized Projection matrix(ParameterBlock block) {
    return matrices.computeIfAbsent(block, key -> new FixedProjection(key, values));
  }
}
