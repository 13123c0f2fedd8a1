package io.espalier.model;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;

/**
 * A network at one moment: structure, parameters, optimiser state and progress. One value, one
 * checkpoint. Arrays are shared, not copied: who holds a state does not write to it.
 */
public final class NetworkState implements Serializable {
  private final NetworkStructure structure;
  private final float[] parameters;
  private final float[] optimiser;
  private final Progress progress;

  public NetworkState(
      NetworkStructure structure, float[] parameters, float[] optimiser, Progress progress) {
    this.structure = Objects.requireNonNull(structure);
    this.parameters = Objects.requireNonNull(parameters);
    this.optimiser = Objects.requireNonNull(optimiser);
    this.progress = Objects.requireNonNull(progress);
  }

  public NetworkStructure structure() {
    return structure;
  }

  /** All parameters, in the order of the network's {@link ParameterLayout}. */
  public float[] parameters() {
    return parameters;
  }

  /** The optimiser's state in Deeplearning4j's order; empty where the optimiser keeps none. */
  public float[] optimiser() {
    return optimiser;
  }

  public Progress progress() {
    return progress;
  }

  /** The same structure with other numbers. */
  public NetworkState with(float[] newParameters, float[] newOptimiser, Progress newProgress) {
    return new NetworkState(structure, newParameters, newOptimiser, newProgress);
  }

  /** The same parameters with a fresh optimiser, as training starts. */
  public NetworkState fresh() {
    return new NetworkState(structure, parameters, new float[optimiser.length], Progress.START);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NetworkState that
        && structure.equals(that.structure)
        && Arrays.equals(parameters, that.parameters)
        && Arrays.equals(optimiser, that.optimiser)
        && progress.equals(that.progress);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        structure, Arrays.hashCode(parameters), Arrays.hashCode(optimiser), progress);
  }

  @Override
  public String toString() {
    return "NetworkState[%d parameters, %s]".formatted(parameters.length, progress);
  }
}
