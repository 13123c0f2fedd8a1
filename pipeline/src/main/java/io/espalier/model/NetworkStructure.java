package io.espalier.model;

import java.io.Serializable;

/**
 * What a network computes, without its numbers.
 *
 * @param origin the Deeplearning4j type it came in and is exported as
 * @param json Deeplearning4j's own configuration of that type
 */
public record NetworkStructure(Origin origin, String json) implements Serializable {
  /** Deeplearning4j's two network types. */
  public enum Origin {
    COMPUTATION_GRAPH,
    MULTI_LAYER_NETWORK
  }
}
