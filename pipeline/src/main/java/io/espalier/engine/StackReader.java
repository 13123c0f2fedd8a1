package io.espalier.engine;

import io.espalier.model.Activation;
import io.espalier.model.Layer;
import io.espalier.model.Layer.Bias;
import io.espalier.model.Layer.Dense;
import io.espalier.model.Layer.Reduction;
import io.espalier.model.Network;
import io.espalier.model.NetworkStructure;
import io.espalier.model.Node;
import io.espalier.model.Noise;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads Deeplearning4j's configuration of a network, without Deeplearning4j. Whatever would make a
 * difference to what the network says or to how it trains, and is not known here, makes the network
 * one that the engine does not cover.
 */
public final class StackReader {
  private static final String INPUT = "input";

  private final List<Node> nodes = new ArrayList<>();
  private Form form = Form.SEQUENCES;
  private int width;

  private StackReader() {}

  /** How the activations between two layers lie in Deeplearning4j. */
  private enum Form {
    SEQUENCES,
    /** The steps of all sequences as one batch of vectors. */
    ROWS,
    /** A vector for each sequence. */
    VECTORS
  }

  /**
   * The network that a structure describes, or why the engine does not cover it.
   *
   * @throws io.espalier.model.InputException if the structure is no JSON
   */
  public static Coverage read(NetworkStructure structure) {
    try {
      StackReader reader = new StackReader();
      Links.of(structure).forEach(reader::add);
      return new Coverage.Covered(reader.network());
    } catch (NotCovered e) {
      return new Coverage.Uncovered(e.getMessage());
    }
  }

  private Network network() {
    expectOutput(isComplete());
    if (nodes.stream().noneMatch(node -> isRecurrent(node.layer()))) {
      throw new NotCovered("the network has no LSTM layer");
    }
    return new Network(nodes, List.of(INPUT), nodes.get(nodes.size() - 1).name());
  }

  private static void expectOutput(boolean complete) {
    if (!complete) {
      throw new NotCovered("the network has no output layer");
    }
  }

  private boolean isComplete() {
    return !nodes.isEmpty()
        && (last() instanceof Layer.Output || last() instanceof Layer.OutputLoss);
  }

  private static boolean isRecurrent(Layer layer) {
    return layer instanceof Layer.Recurrent || layer instanceof Layer.Bidirectional;
  }

  private Layer last() {
    return nodes.get(nodes.size() - 1).layer();
  }

  private void add(String name, Layer layer) {
    String from = nodes.isEmpty() ? INPUT : nodes.get(nodes.size() - 1).name();
    nodes.add(Node.of(name, from, layer));
  }

  private void add(Link link) {
    expect(!isComplete(), link, "stands behind the output layer");
    boolean plain =
        !link.has("constraints") && !link.has("weightNoise") && !link.has("timeDistributedFormat");
    expect(plain, link, "has constraints, weight noise or a time-distributed format");
    switch (link.type()) {
      case "EmbeddingSequenceLayer" -> embedding(link);
      case "LSTM" -> recurrent(link, cell(link));
      case "Bidirectional" -> bidirectional(link);
      case "LastTimeStep" -> {
        expect(!link.has("idropout"), link, "has dropout of its own");
        add(link.wrapped("underlying"));
        pool(link, Reduction.LAST);
      }
      case "LastTimeStepVertex" -> pool(link, Reduction.LAST);
      case Links.BOTH_ENDS -> bothEnds(link);
      case "GlobalPoolingLayer" -> globalPooling(link);
      case "RnnToFeedForwardPreProcessor" -> reshape(link, Form.SEQUENCES, Form.ROWS);
      case "FeedForwardToRnnPreProcessor" -> reshape(link, Form.ROWS, Form.SEQUENCES);
      case "DenseLayer" -> {
        expect(form != Form.SEQUENCES, link, "reads sequences");
        add(link.name(), hidden(link, fullyConnected(link)));
      }
      case "ActivationLayer" ->
          add(
              link.name(),
              new Layer.Activate(hidden(link, LayerFacts.activation(link)), noise(link)));
      case "DropoutLayer" -> add(link.name(), new Layer.Dropout(noise(link)));
      case "OutputLayer" -> output(link, Form.VECTORS);
      case "RnnOutputLayer" -> output(link, Form.SEQUENCES);
      case "LossLayer" -> outputLoss(link, Form.VECTORS);
      case "RnnLossLayer" -> outputLoss(link, Form.SEQUENCES);
      default -> throw link.notCovered("is of a kind that the engine does not compute");
    }
  }

  private void embedding(Link link) {
    expect(nodes.isEmpty() && form == Form.SEQUENCES, link, "is not the first layer");
    expectChannelsFirst(link, "outputFormat");
    width = link.number("nout");
    add(
        link.name(),
        new Layer.Embedding(
            link.number("nin"), width, bias(link), LayerFacts.activation(link), Noise.NONE));
  }

  private void bidirectional(Link link) {
    Link forward = link.wrapped("fwd");
    expect(link.text("mode").equals("CONCAT"), link, "does not concatenate its directions");
    expect(forward.type().equals("LSTM"), link, "wraps another layer than an LSTM");
    Layer.Recurrent first = cell(forward);
    recurrent(link, new Layer.Bidirectional(first, cell(link.wrapped("bwd")), noise(link)));
  }

  private Layer.Lstm cell(Link link) {
    expectChannelsFirst(link, "rnnDataFormat");
    Activation activation = LayerFacts.activation(link);
    expect(activation.equals(Activation.TANH), link, "has another activation than tanh");
    return new Layer.Lstm(
        inputs(link), link.number("nout"), activation, LayerFacts.gates(link), noise(link));
  }

  private void recurrent(Link link, Layer.Weighted layer) {
    expect(form == Form.SEQUENCES, link, "does not read sequences");
    add(link.name(), layer);
    width = layer.outputs(layer.inputs());
  }

  private void bothEnds(Link link) {
    boolean fits =
        !nodes.isEmpty()
            && last() instanceof Layer.Bidirectional
            && 2 * link.number("from") == width
            && link.number("to") + 1 == width;
    expect(fits, link, "does not take the two halves of a bidirectional layer");
    pool(link, Reduction.BOTH_ENDS);
  }

  private void globalPooling(Link link) {
    boolean plain = link.flag("collapseDimensions") && !link.has("poolingDimensions");
    expect(plain && !link.has("idropout"), link, "pools in a way of its own");
    switch (link.text("poolingType")) {
      case "AVG" -> pool(link, Reduction.MEAN);
      case "MAX" -> pool(link, Reduction.MAX);
      default -> throw link.notCovered("pools by " + link.text("poolingType"));
    }
  }

  private void pool(Link link, Reduction reduction) {
    reshape(link, Form.SEQUENCES, Form.VECTORS);
    boolean isTaken = nodes.stream().anyMatch(node -> node.name().equals(link.name()));
    add(link.name() + (isTaken ? "/last" : ""), Layer.Pool.of(reduction));
  }

  private void reshape(Link link, Form from, Form to) {
    expect(form == from, link, "stands where there are no " + from);
    expectChannelsFirst(link, "rnnDataFormat");
    form = to;
  }

  private Dense fullyConnected(Link link) {
    expect(!link.flag("hasLayerNorm"), link, "has layer normalisation");
    int inputs = inputs(link);
    width = link.number("nout");
    return new Dense(inputs, width, bias(link), LayerFacts.activation(link), noise(link));
  }

  private static Bias bias(Link link) {
    return link.flag("hasBias") ? Bias.PRESENT : Bias.ABSENT;
  }

  private static Noise noise(Link link) {
    return Noise.dropout(LayerFacts.retain(link));
  }

  private static Dense hidden(Link link, Dense dense) {
    hidden(link, dense.activation());
    return dense;
  }

  private static Activation hidden(Link link, Activation activation) {
    expect(!activation.equals(Activation.SOFTMAX), link, "has softmax inside the network");
    return activation;
  }

  private void output(Link link, Form expected) {
    expect(form == expected, link, "does not read " + expected);
    expectChannelsFirst(link, "rnnDataFormat");
    Dense dense = fullyConnected(link);
    add(link.name(), new Layer.Output(dense, LayerFacts.loss(link, dense.activation())));
  }

  private void outputLoss(Link link, Form expected) {
    expect(form == expected, link, "does not read " + expected);
    Activation activation = LayerFacts.activation(link);
    add(
        link.name(),
        new Layer.OutputLoss(activation, LayerFacts.loss(link, activation), noise(link)));
  }

  /** Width of a layer's input. */
  private int inputs(Link link) {
    int inputs = link.number("nin");
    expect(width == 0 || width == inputs, link, "reads %d numbers of %d".formatted(inputs, width));
    return inputs;
  }

  private static void expectChannelsFirst(Link link, String field) {
    expect(link.json().path(field).asText("NCW").equals("NCW"), link, "is not in NCW format");
  }

  private static void expect(boolean holds, Link link, String otherwise) {
    if (!holds) {
      throw link.notCovered(otherwise);
    }
  }
}
