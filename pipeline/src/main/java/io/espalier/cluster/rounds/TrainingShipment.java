package io.espalier.cluster.rounds;

import io.espalier.cluster.networks.LiveNetworks;
import io.espalier.cluster.networks.NetworkShipment;
import io.espalier.cluster.spark.PackedFloats;
import io.espalier.cluster.spark.SparkBlocks;
import io.espalier.engine.training.TrainingNetwork;
import java.io.Serializable;
import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.spark.broadcast.Broadcast;

/**
 * What executors need once for each training, mask included, with what they make of it: an executor
 * has one of these as long as the training lasts, and rounds find in it what earlier rounds built.
 */
final class TrainingShipment implements Serializable {
  private final NetworkShipment network;
  private final ReplicaData data;
  private final Broadcast<LiveNetworks> networks;
  private final transient Map<Integer, SoftReference<ReplicaData.Epoch>> epochs =
      new ConcurrentHashMap<>();
  private transient SurvivorIndex survivors;

  TrainingShipment(NetworkShipment network, ReplicaData data, Broadcast<LiveNetworks> networks) {
    this.network = network;
    this.data = data;
    this.networks = networks;
  }

  /** Uses a live network of the training that a shipment is for. */
  static <T> T use(Broadcast<TrainingShipment> training, Function<TrainingNetwork, T> task) {
    TrainingShipment shipment = training.value();
    return shipment.networks.value().use(training.id(), shipment.network, task);
  }

  /** Which of the network's numbers travel. */
  synchronized SurvivorIndex survivors(TrainingNetwork live) {
    if (survivors == null) {
      survivors = new SurvivorIndex(network.mask(), live.optimiserOwners());
    }
    return survivors;
  }

  /** The numbers of a state that was sent, fetched once for all tasks of this process. */
  synchronized PackedFloats share(SparkBlocks.Address state) {
    return SparkBlocks.share(state);
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
    return new TrainingShipment(network, data, networks);
  }
}
