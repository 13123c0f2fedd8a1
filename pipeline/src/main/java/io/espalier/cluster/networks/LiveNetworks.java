package io.espalier.cluster.networks;

import io.espalier.cluster.spark.SparkBlocks;
import io.espalier.cluster.spark.SparkJobs;
import io.espalier.engine.training.TrainingNetwork;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.broadcast.Broadcast;

/**
 * The live networks of trainings in this process, kept between tasks because building one costs
 * more than a round of a small network. A task borrows one of its own training, loads the numbers
 * it was sent, and gives it back; nothing of an earlier task can be seen in it. Those of trainings
 * that have ended are closed when another begins.
 */
public final class LiveNetworks implements Serializable {
  private final transient Map<Long, Deque<TrainingNetwork>> idle = new HashMap<>();

  private LiveNetworks() {}

  /** One in each process. */
  public static Broadcast<LiveNetworks> of(SparkJobs jobs) {
    return jobs.inEachProcess(LiveNetworks.class, LiveNetworks::new);
  }

  /**
   * Uses a live network of a training, built if none is idle.
   *
   * @param training number of the broadcast that lasts as long
   */
  public <T> T use(long training, NetworkShipment shipment, Function<TrainingNetwork, T> task) {
    TrainingNetwork network = borrow(training).orElseGet(shipment::build);
    T result = task.apply(network); // a network whose task failed is not given back
    giveBack(training, network);
    return result;
  }

  private synchronized Optional<TrainingNetwork> borrow(long training) {
    if (!idle.containsKey(training)) {
      closeEnded();
      idle.put(training, new ArrayDeque<>());
    }
    return Optional.ofNullable(idle.get(training).pollFirst());
  }

  private synchronized void giveBack(long training, TrainingNetwork network) {
    Optional.ofNullable(idle.get(training))
        .ifPresentOrElse(same -> same.addFirst(network), network::close);
  }

  private void closeEnded() {
    for (long training : List.copyOf(idle.keySet())) {
      if (!SparkBlocks.isHere(training)) {
        idle.remove(training).forEach(TrainingNetwork::close);
      }
    }
  }

  private Object readResolve() {
    return new LiveNetworks();
  }
}
