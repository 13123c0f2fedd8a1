package io.espalier.cluster.rounds;

import io.espalier.cluster.spark.PackedFloats;
import io.espalier.model.NetworkState;
import io.espalier.model.Progress;

/** Packs states; the average that came in the round before goes out again as it is. */
final class LastAverage {
  private final Packing packing;
  private byte[] packed = {};
  private float[] parameters = {};
  private float[] optimiser = {};

  LastAverage(Packing packing) {
    this.packing = packing;
  }

  /** The state as it travels. */
  byte[] pack(NetworkState network) {
    return parameters == network.parameters() && optimiser == network.optimiser()
        ? packed
        : packing.pack(network.parameters(), network.optimiser());
  }

  /** The network with the numbers of an average. */
  NetworkState unpack(byte[] average, NetworkState network, Progress progress) {
    packed = average;
    parameters = packing.parameters(PackedFloats.of(average));
    optimiser = packing.optimiser(PackedFloats.of(average));
    return network.with(parameters, optimiser, progress);
  }
}
