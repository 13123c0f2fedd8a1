package io.espalier.cluster.rounds;

import io.espalier.cluster.spark.PackedFloats;
import io.espalier.model.NetworkState;
import io.espalier.model.TrainingProgress;

/** Packs states; the average that came in the round before goes out again as it is. */
final class LastAverage {
  private final SurvivorIndex survivors;
  private byte[] packed = {};
  private float[] parameters = {};
  private float[] optimiser = {};

  LastAverage(SurvivorIndex survivors) {
    this.survivors = survivors;
  }

  /** The state as it travels. */
  byte[] pack(NetworkState network) {
    return parameters == network.parameters() && optimiser == network.optimiser()
        ? packed
        : survivors.pack(network.parameters(), network.optimiser());
  }

  /** The network with the numbers of an average. */
  NetworkState unpack(byte[] average, NetworkState network, TrainingProgress progress) {
    packed = average;
    parameters = survivors.parameters(PackedFloats.of(average));
    optimiser = survivors.optimiser(PackedFloats.of(average));
    return network.with(parameters, optimiser, progress);
  }
}
