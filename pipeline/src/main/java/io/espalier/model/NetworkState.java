package io.espalier.model;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;

/**
 * A network at one moment: graph, parameters, optimiser state and progress. One value, one
 * checkpoint. Arrays are shared, not copied: who holds a state does not write to it.
 */
public final class NetworkState implements Serializable {
  private final Network network;
  private final float[] parameters;
  private final float[] optimiser;
  private final TrainingProgress progress;

  public NetworkState(
      Network network, float[] parameters, float[] optimiser, TrainingProgress progress) {
    this.network = Objects.requireNonNull(network);
    this.parameters = Objects.requireNonNull(parameters);
    this.optimiser = Objects.requireNonNull(optimiser);
    this.progress = Objects.requireNonNull(progress);
  }

  /** A network for use: what an optimiser would keep is empty. */
  public static NetworkState of(Network network, float[] parameters) {
    return new NetworkState(network, parameters, new float[0], TrainingProgress.START);
  }

  public Network network() {
    return network;
  }

  /** All parameters, in the order of the network's {@link ParameterLayout}. */
  public float[] parameters() {
    return parameters;
  }

  /**
   * The optimiser's state in the order of an {@link OptimiserLayout}; empty where the optimiser
   * keeps none.
   */
  public float[] optimiser() {
    return optimiser;
  }

  public TrainingProgress progress() {
    return progress;
  }

  /** The same network with other numbers. */
  public NetworkState with(
      float[] newParameters, float[] newOptimiser, TrainingProgress newProgress) {
    return new NetworkState(network, newParameters, newOptimiser, newProgress);
  }

  /** The same parameters with a fresh optimiser, as training by these rules starts. */
  public NetworkState fresh(Training rules) {
    int length = OptimiserLayout.of(network.layout(), rules).length();
    return new NetworkState(network, parameters, new float[length], TrainingProgress.START);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NetworkState that
        && network.equals(that.network)
        && Arrays.equals(parameters, that.parameters)
        && Arrays.equals(optimiser, that.optimiser)
        && progress.equals(that.progress);
  }

  @Override
  public int hashCode() {
    return Objects.hash(network, Arrays.hashCode(parameters), Arrays.hashCode(optimiser), progress);
  }

  @Override
  public String toString() {
    return "NetworkState[%d parameters, %s]".formatted(parameters.length, progress);
  }
}
