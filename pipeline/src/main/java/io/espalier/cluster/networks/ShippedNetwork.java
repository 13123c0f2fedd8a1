package io.espalier.cluster.networks;

import io.espalier.cluster.spark.ArithmeticThreads;
import io.espalier.engine.Predictor;
import io.espalier.engine.inference.InferenceNetwork;
import io.espalier.engine.training.InputGradient;
import io.espalier.engine.training.TrainingNetwork;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.Training;
import io.espalier.model.TrainingProgress;
import java.io.Serializable;
import java.util.function.Function;

/** A network that executors only read. */
public final class ShippedNetwork implements Serializable {
  private final NetworkShipment shipment;
  private final float[] parameters;
  private transient InferenceNetwork inference;

  private ShippedNetwork(NetworkShipment shipment, float[] parameters) {
    this.shipment = shipment;
    this.parameters = parameters;
  }

  public static ShippedNetwork of(NetworkState network, Mask mask) {
    return new ShippedNetwork(
        NetworkShipment.supervised(network.network(), Training.still(network.network()), mask, 1),
        mask.applyTo(network.parameters()));
  }

  public static ShippedNetwork of(NetworkState network) {
    return of(network, Mask.all(network.parameters().length));
  }

  /** Number of parameters. */
  public int length() {
    return parameters.length;
  }

  /**
   * Looks at data with the network: on the inference runtime, which is built once for all tasks of
   * this process.
   */
  public <T> T look(Function<Predictor, T> task) {
    return task.apply(inference());
  }

  /** Uses the network with these parameters where gradients are wanted. */
  public <T> T use(Function<TrainingNetwork, T> task) {
    try (TrainingNetwork network = shipment.build()) {
      network.load(parameters, new float[0], TrainingProgress.START);
      return task.apply(network);
    }
  }

  /** Uses the network where gradients by what it reads are wanted. */
  public <T> T useInputs(Function<InputGradient, T> task) {
    ArithmeticThreads.check();
    try (InputGradient gradient = new InputGradient(shipment.network(), parameters)) {
      return task.apply(gradient);
    }
  }

  private synchronized InferenceNetwork inference() {
    if (inference == null) {
      ArithmeticThreads.check();
      inference = InferenceNetwork.of(shipment.network(), parameters);
    }
    return inference;
  }
}
