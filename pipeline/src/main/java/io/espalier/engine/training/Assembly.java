package io.espalier.engine.training;

import io.espalier.engine.ActivateForward;
import io.espalier.engine.DenseForward;
import io.espalier.engine.Examples;
import io.espalier.engine.LayerForward;
import io.espalier.engine.LayerForwards;
import io.espalier.engine.LayerInput;
import io.espalier.engine.MergeForward;
import io.espalier.engine.PoolForward;
import io.espalier.engine.RecurrentForward.Keep;
import io.espalier.engine.RecurrentForward.Order;
import io.espalier.engine.Signal;
import io.espalier.kernel.ActivationFunction;
import io.espalier.model.Activation;
import io.espalier.model.Layer;
import io.espalier.model.Layer.Bidirectional;
import io.espalier.model.Layer.Recurrent;
import io.espalier.model.Layer.Weighted;
import io.espalier.model.Network;
import io.espalier.model.Node;
import io.espalier.model.Noise;
import io.espalier.objective.LossFunction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts the nodes of a network to work, each behind those that it reads. */
final class Assembly {
  private final Network network;
  private final LearnedParameters parameters;

  /** Of what turns the output's sums into that whose errors the loss gives. */
  private final ActivationFunction outputSlope;

  private final LayerForwards forwards;
  private final Map<String, Connection> given = new HashMap<>();
  private final Set<Integer> places = new HashSet<>();
  private int offset;

  /**
   * @param input with errors where its gradient is asked for
   * @param loss of the network
   */
  Assembly(Network network, Connection input, LearnedParameters parameters, LossFunction loss) {
    this.network = network;
    this.parameters = parameters;
    this.outputSlope =
        ActivationFunction.of(
            loss.errorIsOfSums() ? Activation.IDENTITY : Examples.outputActivation(network));
    this.forwards = new LayerForwards(network, parameters, Keep.ALL_STEPS);
    given.put(network.inputs().get(0), input);
  }

  /** What each node and input gives, so far. */
  Map<String, Connection> given() {
    return given;
  }

  /**
   * Adds the passes of all nodes.
   *
   * @param attacked a node or an input that is attacked
   * @return the pass behind it
   */
  Optional<AttackPass> addAll(Optional<String> attacked, List<Pass> passes) {
    Optional<AttackPass> place = attacked.filter(given::containsKey).map(this::attack);
    place.ifPresent(passes::add);
    for (Node node : network.nodes()) {
      passes.add(add(node));
      if (attacked.filter(node.name()::equals).isPresent()) {
        place = attacked.map(this::attack);
        place.ifPresent(passes::add);
      }
    }
    return place;
  }

  private AttackPass attack(String name) {
    AttackPass pass = new AttackPass(given.get(name));
    given.put(name, pass.output());
    return pass;
  }

  /** The pass of the next node. */
  private Pass add(Node node) {
    Pass pass = pass(node);
    given.put(node.name(), pass.output());
    if (node.layer() instanceof Weighted layer) {
      offset += layer.matrices().stream().mapToInt(m -> m.rows() * m.columns()).sum();
    }
    return pass;
  }

  private Pass pass(Node node) {
    List<Connection> inputs = node.from().stream().map(given::get).toList();
    Layer layer = node.layer();
    if (layer instanceof Layer.Merge) {
      List<LayerInput> values = inputs.stream().map(Connection::values).toList();
      return new MergePass(inputs, (MergeForward) forwards.of(node, values));
    }
    NoisyInput read = read(inputs.get(0), layer.noise(), offset);
    if (layer instanceof Bidirectional || layer instanceof Recurrent) {
      return recurrent(node, read);
    }
    if (layer instanceof Layer.Dropout) {
      return new DropoutPass(read);
    }
    LayerForward forward = forwards.of(node, List.of(read.inner().values()));
    if (layer instanceof Layer.Pool pool) {
      return new PoolPass(read, (PoolForward) forward, pool);
    }
    ActivationFunction slope =
        node.name().equals(network.output())
            ? outputSlope
            : ActivationFunction.of(LayerForwards.activation(layer));
    return layer instanceof Weighted
        ? new DensePass(read, (DenseForward) forward, slope, parameters)
        : new ActivatePass(read, (ActivateForward) forward, slope);
  }

  private Pass recurrent(Node node, NoisyInput read) {
    Weighted layer = (Weighted) node.layer();
    Signal output = new Signal(layer.outputs(layer.inputs()), read.inner().values().lanes());
    RecurrentPass pass = new RecurrentPass(read, output);
    if (layer instanceof Bidirectional both) {
      int half = 0;
      for (Order order : Order.values()) {
        Recurrent cell = order == Order.FORWARD ? both.forward() : both.backward();
        NoisyInput own = read(read.inner(), cell.noise(), offset + half);
        pass.add(own, forwards.direction(node, order, own.inner().values(), output), parameters);
        half = cell.matrices().stream().mapToInt(m -> m.rows() * m.columns()).sum();
      }
    } else {
      NoisyInput own = new NoisyInput(read.inner(), Noise.NONE, 0);
      pass.add(
          own, forwards.direction(node, Order.FORWARD, own.inner().values(), output), parameters);
    }
    return pass;
  }

  /** What is given with noise, whose place is the first free one at or behind a parameter. */
  private NoisyInput read(Connection outer, Noise noise, int from) {
    int place = from;
    while (!noise.isNone() && !places.add(place)) {
      place += network.layout().length();
    }
    return new NoisyInput(outer, noise, place);
  }
}
