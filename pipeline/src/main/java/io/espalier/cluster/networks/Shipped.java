package io.espalier.cluster.networks;

import io.espalier.cluster.spark.ArithmeticThreads;
import io.espalier.engine.Predictor;
import io.espalier.engine.inference.InferenceNetwork;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.Progress;
import io.espalier.network.LiveNetwork;
import java.io.Serializable;
import java.util.Optional;
import java.util.function.Function;

/** A network that executors only read. */
public final class Shipped implements Serializable {
  private final NetworkShipment shipment;
  private final float[] parameters;
  private transient Optional<InferenceNetwork> inference;

  private Shipped(NetworkShipment shipment, float[] parameters) {
    this.shipment = shipment;
    this.parameters = parameters;
  }

  public static Shipped of(NetworkState network, Mask mask) {
    return new Shipped(
        NetworkShipment.of(network.structure(), mask, 1), mask.applyTo(network.parameters()));
  }

  public static Shipped of(NetworkState network) {
    return of(network, Mask.all(network.parameters().length));
  }

  /** Number of parameters. */
  public int length() {
    return parameters.length;
  }

  /**
   * Looks at data with the network: on the inference runtime, which is built once for all tasks of
   * this process, or where that does not cover the structure on Deeplearning4j.
   */
  public <T> T look(Function<Predictor, T> task) {
    Optional<InferenceNetwork> runtime = inference();
    return runtime.isPresent() ? task.apply(runtime.get()) : use(task::apply);
  }

  /** Uses the network with these parameters and a fresh optimiser. */
  public <T> T use(Function<LiveNetwork, T> task) {
    return LiveNetworks.use(
        shipment,
        network -> {
          network.load(parameters, new float[network.optimiserOwners().length], Progress.START);
          return task.apply(network);
        });
  }

  private synchronized Optional<InferenceNetwork> inference() {
    if (inference == null) {
      ArithmeticThreads.check();
      inference = InferenceNetwork.covering(shipment.structure(), parameters);
    }
    return inference;
  }
}
