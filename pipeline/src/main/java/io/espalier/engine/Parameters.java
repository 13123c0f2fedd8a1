package io.espalier.engine;

import io.espalier.model.ParameterBlock;

/** The parameters that a network's layers share. */
public interface Parameters {
  /** The flat vector, in which biases and peepholes stand at their places. */
  float[] values();

  /** The matrix of a block, the same one each time. */
  Projection matrix(ParameterBlock block);
}
