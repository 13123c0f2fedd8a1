package io.espalier.cluster.networks;

import io.espalier.cluster.spark.ArithmeticThreads;
import io.espalier.engine.training.TrainingNetwork;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The live networks of this process, kept between tasks because building one costs more than a
 * round of a small network. A task borrows one, loads the numbers it was sent, and gives it back;
 * nothing of an earlier task can be seen in it.
 */
public final class LiveNetworks {
  private static final int SHIPMENTS_KEPT = 3;
  private static final Map<String, Deque<TrainingNetwork>> IDLE =
      new LinkedHashMap<>(16, 0.75f, true);

  private LiveNetworks() {}

  /** Uses a live network of the shipment, built if none is idle. */
  public static <T> T use(NetworkShipment shipment, Function<TrainingNetwork, T> task) {
    TrainingNetwork network = borrow(shipment);
    T result = task.apply(network); // a network whose task failed is not given back
    giveBack(shipment, network);
    return result;
  }

  private static TrainingNetwork borrow(NetworkShipment shipment) {
    synchronized (IDLE) {
      Deque<TrainingNetwork> idle = IDLE.get(shipment.id());
      if (idle != null && !idle.isEmpty()) {
        return idle.pop();
      }
    }
    ArithmeticThreads.check();
    TrainingNetwork network =
        new TrainingNetwork(shipment.network(), shipment.rules(), shipment.sparseAbove());
    network.hold(shipment.mask());
    return network;
  }

  private static void giveBack(NetworkShipment shipment, TrainingNetwork network) {
    synchronized (IDLE) {
      IDLE.computeIfAbsent(shipment.id(), id -> new ArrayDeque<>()).push(network);
      while (IDLE.size() > SHIPMENTS_KEPT) {
        String oldest = IDLE.keySet().iterator().next();
        IDLE.remove(oldest).forEach(TrainingNetwork::close);
      }
    }
  }
}
