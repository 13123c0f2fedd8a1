package io.espalier.model;

import io.espalier.model.Layer.Activate;
import io.espalier.model.Layer.Bias;
import io.espalier.model.Layer.Bidirectional;
import io.espalier.model.Layer.Dense;
import io.espalier.model.Layer.Embedding;
import io.espalier.model.Layer.GravesLstm;
import io.espalier.model.Layer.Lstm;
import io.espalier.model.Layer.Merge;
import io.espalier.model.Layer.Output;
import io.espalier.model.Layer.OutputLoss;
import io.espalier.model.Layer.Pool;
import io.espalier.model.Layer.Recurrent;
import io.espalier.model.Layer.Reduction;
import io.espalier.model.Layer.SimpleRnn;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Small networks of every shape for tests. */
public final class ExampleGraphs {
  public static final int FEATURES = 3;

  private ExampleGraphs() {}

  /** All of them by name; each reads {@link #FEATURES} numbers or tokens. */
  public static Map<String, Network> all() {
    return Map.of(
        "chain", chain(),
        "both ends", bothEnds(),
        "branches", branches(),
        "skip", skip(),
        "tokens", tokens(),
        "loss", loss());
  }

  /** A chain of three kinds of layers. */
  public static Network chain() {
    return network(
        Node.of("a", "input", lstm(FEATURES, 5)),
        Node.of("b", "a", new GravesLstm(5, 4, Activation.TANH, Activation.SIGMOID, Noise.NONE)),
        Node.of("pooling", "b", Pool.of(Reduction.MEAN)),
        Node.of("c", "pooling", dense(4, 4)),
        Node.of("output", "c", output(4)));
  }

  /** Two bidirectional layers, of the second of which both ends are taken. */
  public static Network bothEnds() {
    return network(
        Node.of("a", "input", both(lstm(FEATURES, 4))),
        Node.of("b", "a", both(lstm(8, 3))),
        Node.of("last", "b", Pool.of(Reduction.BOTH_ENDS)),
        Node.of("output", "last", output(6)));
  }

  /** Two branches side by side, one of them bidirectional, under a third layer. */
  public static Network branches() {
    return network(
        Node.of("a", "input", lstm(FEATURES, 4)),
        Node.of("b", "input", both(simple(FEATURES, 3))),
        new Node("ab", List.of("a", "b"), new Merge()),
        Node.of("c", "ab", lstm(10, 4)),
        Node.of("last", "c", Pool.of(Reduction.LAST)),
        Node.of("output", "last", output(4)));
  }

  /** A layer that two others read, and an input that goes past a layer. */
  public static Network skip() {
    return network(
        Node.of("a", "input", lstm(FEATURES, 4)),
        new Node("in-a", List.of("input", "a"), new Merge()),
        Node.of("b", "in-a", both(simple(FEATURES + 4, 3))),
        Node.of("b-squashed", "b", new Activate(Activation.SIGMOID, Noise.NONE)),
        new Node("b-a", List.of("b-squashed", "a"), new Merge()),
        Node.of("pooling", "b-a", Pool.of(Reduction.MAX)),
        Node.of("c", "pooling", dense(10, 4)),
        Node.of("output", "c", output(4)));
  }

  /** A language model with an embedding and a dense layer at every step. */
  public static Network tokens() {
    return network(
        Node.of(
            "e", "input", new Embedding(FEATURES, 4, Bias.ABSENT, Activation.IDENTITY, Noise.NONE)),
        Node.of("a", "e", simple(4, 5)),
        Node.of("b", "a", dense(5, 4)),
        Node.of("c", "b", lstm(4, 4)),
        Node.of("output", "c", output(4)));
  }

  /** A dense layer is the output, which a loss follows. */
  public static Network loss() {
    return network(
        "loss",
        Node.of("a", "input", lstm(FEATURES, 4)),
        Node.of("last", "a", Pool.of(Reduction.LAST)),
        Node.of("b", "last", dense(4, 4)),
        Node.of("c", "b", dense(4, 2)),
        Node.of("loss", "c", new OutputLoss(Activation.IDENTITY, Loss.SQUARED_ERROR, Noise.NONE)));
  }

  public static Lstm lstm(int inputs, int units) {
    return new Lstm(inputs, units, Activation.TANH, Activation.SIGMOID, Noise.NONE);
  }

  public static SimpleRnn simple(int inputs, int units) {
    return new SimpleRnn(inputs, units, Activation.TANH, Noise.NONE);
  }

  public static Bidirectional both(Recurrent direction) {
    return new Bidirectional(direction, direction, Noise.NONE);
  }

  public static Dense dense(int inputs, int units) {
    return new Dense(inputs, units, Bias.PRESENT, Activation.RELU, Noise.NONE);
  }

  /** Three classes. */
  public static Output output(int inputs) {
    Dense dense = new Dense(inputs, 3, Bias.PRESENT, Activation.SOFTMAX, Noise.NONE);
    return new Output(dense, Loss.CROSS_ENTROPY);
  }

  /** A network that reads "input" and whose output is called "output". */
  public static Network network(Node... nodes) {
    return network("output", nodes);
  }

  private static Network network(String output, Node... nodes) {
    return new Network(List.of(nodes), List.of("input"), output);
  }

  /** Parameters none of which is 0 and with which no unit is silent. */
  public static float[] parameters(Network network) {
    Random random = new Random(3);
    float[] parameters = new float[network.layout().length()];
    for (ParameterBlock block : network.layout().blocks()) {
      for (int i = block.offset(); i < block.end(); i++) {
        float bias = block.role() == Role.BIAS ? 1 : 0;
        parameters[i] = (float) (0.2 * random.nextGaussian()) + bias;
      }
    }
    return parameters;
  }

  /** A sequence of numbers, or of one-hot tokens where the network reads tokens. */
  public static double[][] sequence(Network network, int steps) {
    Random random = new Random(5);
    double[][] sequence = new double[steps][FEATURES];
    for (double[] step : sequence) {
      if (network.consumers("input").get(0).layer() instanceof Embedding) {
        step[random.nextInt(FEATURES)] = 1;
      } else {
        for (int i = 0; i < FEATURES; i++) {
          step[i] = random.nextGaussian();
        }
      }
    }
    return sequence;
  }
}
