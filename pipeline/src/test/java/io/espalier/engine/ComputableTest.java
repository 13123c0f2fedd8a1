package io.espalier.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.model.Activation;
import io.espalier.model.InputException;
import io.espalier.model.Layer.Bias;
import io.espalier.model.Layer.Dense;
import io.espalier.model.Layer.Lstm;
import io.espalier.model.Layer.Merge;
import io.espalier.model.Layer.Output;
import io.espalier.model.Layer.Pool;
import io.espalier.model.Layer.Reduction;
import io.espalier.model.Loss;
import io.espalier.model.Network;
import io.espalier.model.Node;
import io.espalier.model.Noise;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComputableTest {
  private static final Node POOLED = Node.of("pool", "l", Pool.of(Reduction.LAST));

  @Test
  void refusesSeveralInputs() {
    assertRefused(
        new Network(
            List.of(lstm("l", "a"), lstm("m", "b"), merge("l", "m"), output("both", 4)),
            List.of("a", "b"),
            "end"),
        "reads [a, b]");
  }

  @Test
  void refusesSequencesBesideVectors() {
    assertRefused(
        network(lstm("l", "input"), POOLED, merge("l", "pool"), output("both", 4)),
        "node both puts sequences");
  }

  @Test
  void refusesARecurrentLayerBehindThePooling() {
    assertRefused(
        network(lstm("l", "input"), POOLED, lstm("m", "pool"), output("m", 2)),
        "layer m reads single vectors of [pool]");
  }

  @Test
  void refusesAnotherOutput() {
    Network network = new Network(List.of(lstm("l", "input")), List.of("input"), "l");
    assertRefused(network, "layer l is the network's output");
  }

  private static void assertRefused(Network network, String reason) {
    assertThatThrownBy(() -> Examples.loss(network))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(reason);
  }

  private static Network network(Node... nodes) {
    return new Network(List.of(nodes), List.of("input"), "end");
  }

  private static Node lstm(String name, String from) {
    return Node.of(name, from, new Lstm(2, 2, Activation.TANH, Activation.SIGMOID, Noise.NONE));
  }

  private static Node merge(String first, String second) {
    return new Node("both", List.of(first, second), new Merge());
  }

  private static Node output(String from, int inputs) {
    Dense dense = new Dense(inputs, 3, Bias.PRESENT, Activation.SOFTMAX, Noise.NONE);
    return Node.of("end", from, new Output(dense, Loss.CROSS_ENTROPY));
  }
}
