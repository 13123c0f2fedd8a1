package io.espalier.model;

import static io.espalier.model.ExampleGraphs.both;
import static io.espalier.model.ExampleGraphs.dense;
import static io.espalier.model.ExampleGraphs.lstm;
import static io.espalier.model.ExampleGraphs.network;
import static io.espalier.model.ExampleGraphs.output;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.model.Layer.Activate;
import io.espalier.model.Layer.Bias;
import io.espalier.model.Layer.Embedding;
import io.espalier.model.Layer.Lstm;
import io.espalier.model.Layer.Merge;
import io.espalier.model.Layer.OutputLoss;
import io.espalier.model.Layer.Pool;
import io.espalier.model.Layer.Reduction;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkRulesTest {
  private static final Layer LOSS =
      new OutputLoss(Activation.IDENTITY, Loss.SQUARED_ERROR, Noise.NONE);

  @Test
  void takesEveryExample() {
    assertThat(ExampleGraphs.all().values())
        .allSatisfy(network -> assertThat(NetworkRules.problems(network)).isEmpty());
  }

  @Test
  void refusesHiddenSoftmax() {
    Lstm softmax = new Lstm(3, 2, Activation.SOFTMAX, Activation.SIGMOID, Noise.NONE);
    assertRefused(
        network(Node.of("a", "input", softmax), Node.of("output", "a", output(2))),
        "layer a (Lstm) has softmax as a hidden activation");
    assertRefused(
        network(Node.of("a", "input", both(softmax)), Node.of("output", "a", output(4))),
        "layer a (Bidirectional) has softmax");
    assertRefused(
        network(
            Node.of("a", "input", lstm(3, 2)),
            Node.of("b", "a", new Activate(Activation.SOFTMAX, Noise.NONE)),
            Node.of("output", "b", output(2))),
        "layer b (Activate) has softmax");
  }

  @Test
  void refusesNetworksWithoutRecurrentLayer() {
    assertRefused(
        network(Node.of("a", "input", dense(3, 2)), Node.of("output", "a", output(2))),
        "no recurrent layer");
  }

  @Test
  void refusesALossOnARecurrentLayerWhereverItStands() {
    Node recurrent = Node.of("a", "input", lstm(3, 2));
    assertRefused(
        network(recurrent, Node.of("output", "a", LOSS)),
        "layer output (OutputLoss) must follow a DenseLayer");
    assertRefused(
        network(
            recurrent,
            Node.of("b", "a", dense(2, 2)),
            new Node("a-b", List.of("a", "b"), new Merge()),
            Node.of("output", "a-b", LOSS)),
        "must follow a DenseLayer");
  }

  @Test
  void refusesALastLayerWithoutLoss() {
    assertRefused(
        network(Node.of("a", "input", lstm(3, 2)), Node.of("output", "a", dense(2, 2))),
        "layer output (Dense) is the last layer");
  }

  @Test
  void refusesAnEmbeddingBehindAnotherLayer() {
    Embedding embedding = new Embedding(2, 2, Bias.ABSENT, Activation.IDENTITY, Noise.NONE);
    assertRefused(
        network(
            Node.of("a", "input", lstm(3, 2)),
            Node.of("b", "a", embedding),
            Node.of("output", "b", output(2))),
        "layer b (Embedding) must be the first layer");
  }

  @Test
  void refusesBothEndsOfWhatHasOnlyOne() {
    Node ends = Node.of("last", "a", Pool.of(Reduction.BOTH_ENDS));
    assertRefused(
        network(Node.of("a", "input", lstm(3, 2)), ends, Node.of("output", "last", output(2))),
        "layer last (Pool) takes both ends of what is not a bidirectional layer");
    assertRefused(
        network(
            Node.of("b", "input", both(lstm(3, 2))),
            Node.of("c", "input", both(lstm(3, 2))),
            new Node("a", List.of("b", "c"), new Merge()),
            ends,
            Node.of("output", "last", output(8))),
        "takes both ends");
  }

  @Test
  void refusesSeveralInputsAndSaysAllReasonsAtOnce() {
    Network network =
        new Network(
            List.of(
                Node.of("a", "x", dense(3, 2)),
                Node.of("b", "y", dense(3, 2)),
                new Node("a-b", List.of("a", "b"), new Merge()),
                Node.of("output", "a-b", output(4))),
            List.of("x", "y"),
            "output");
    assertThat(NetworkRules.problems(network))
        .hasSize(2)
        .anyMatch(problem -> problem.contains("has 2 inputs"))
        .anyMatch(problem -> problem.contains("no recurrent layer"));
  }

  private static void assertRefused(Network network, String reason) {
    assertThatThrownBy(() -> NetworkRules.check(network))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(reason);
  }
}
