package io.espalier.cluster.rounds;

import io.espalier.cluster.networks.NetworkShipment;
import io.espalier.engine.training.TrainingNetwork;
import java.io.Serializable;
import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What executors need once for each training, mask included, with what they make of it: an executor
 * has one of these as long as the training lasts, and rounds find in it what earlier rounds built.
 */
final class TrainingShipment implements Serializable {
  private final NetworkShipment network;
  private final ReplicaData data;
  private final transient Map<Integer, SoftReference<ReplicaData.Epoch>> epochs =
      new ConcurrentHashMap<>();
  private transient SurvivorIndex survivors;

  TrainingShipment(NetworkShipment network, ReplicaData data) {
    this.network = network;
    this.data = data;
  }

  /** Structure and mask. */
  NetworkShipment network() {
    return network;
  }

  /** Where the replicas' batches come from. */
  ReplicaData data() {
    return data;
  }

  /** Which of the network's numbers travel. */
  synchronized SurvivorIndex survivors(TrainingNetwork live) {
    if (survivors == null) {
      survivors = new SurvivorIndex(network.mask(), live.optimiserOwners());
    }
    return survivors;
  }

  /** A replica's pass over its data; one of each replica is kept while there is memory to spare. */
  ReplicaData.Epoch epoch(int replica, int epoch) {
    SoftReference<ReplicaData.Epoch> reference = epochs.get(replica);
    ReplicaData.Epoch kept = reference == null ? null : reference.get();
    if (kept != null && kept.number() == epoch) {
      return kept;
    }
    ReplicaData.Epoch opened = data.epoch(replica, epoch);
    epochs.put(replica, new SoftReference<>(opened));
    return opened;
  }

  private Object readResolve() {
    return new TrainingShipment(network, data);
  }
}
