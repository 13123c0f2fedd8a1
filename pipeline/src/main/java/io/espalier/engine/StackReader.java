package io.espalier.engine;

import io.espalier.engine.StackLayer.Activation;
import io.espalier.engine.StackLayer.Cell;
import io.espalier.engine.StackLayer.Dense;
import io.espalier.engine.StackLayer.Reduction;
import io.espalier.model.NetworkStructure;
import io.espalier.model.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads Deeplearning4j's configuration of a network, without Deeplearning4j. Whatever would make a
 * difference to what the network says or to how it trains, and is not known here, makes the network
 * one that the engine does not cover.
 */
public final class StackReader {
  private final List<StackLayer> layers = new ArrayList<>();
  private final Blocks blocks = new Blocks();
  private Optional<Stack.OutputLayer> output = Optional.empty();
  private Form form = Form.SEQUENCES;
  private double retain = 1;
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
      return new Coverage.Covered(reader.stack());
    } catch (NotCovered e) {
      return new Coverage.Uncovered(e.getMessage());
    }
  }

  private Stack stack() {
    if (layers.stream().noneMatch(StackLayer.Lstm.class::isInstance)) {
      throw new NotCovered("the network has no LSTM layer");
    }
    return new Stack(
        layers,
        output.orElseThrow(() -> new NotCovered("the network has no output layer")),
        blocks.length());
  }

  private void add(Link link) {
    expect(output.isEmpty(), link, "stands behind the output layer");
    boolean plain =
        !link.has("constraints") && !link.has("weightNoise") && !link.has("timeDistributedFormat");
    expect(plain, link, "has constraints, weight noise or a time-distributed format");
    switch (link.type()) {
      case "EmbeddingSequenceLayer" -> embedding(link);
      case "LSTM" -> lstm(link, List.of("."));
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
        layers.add(hidden(link, fullyConnected(link)));
      }
      case "ActivationLayer" -> layers.add(hidden(link, activated(link)));
      case "DropoutLayer" -> dropout(link);
      case "OutputLayer" -> output(link, fullyConnected(link), Form.VECTORS);
      case "RnnOutputLayer" -> output(link, fullyConnected(link), Form.SEQUENCES);
      case "LossLayer" -> output(link, activated(link), Form.VECTORS);
      case "RnnLossLayer" -> output(link, activated(link), Form.SEQUENCES);
      default -> throw link.notCovered("is of a kind that the engine does not compute");
    }
  }

  private void embedding(Link link) {
    expect(layers.isEmpty() && form == Form.SEQUENCES, link, "is not the first layer");
    boolean plain = retain == 1 && !link.has("idropout") && !link.flag("hasBias");
    expect(plain, link, "drops tokens or adds a bias");
    expect(LayerFacts.activation(link) == Activation.IDENTITY, link, "has an activation");
    expectChannelsFirst(link, "outputFormat");
    blocks.nextLayer();
    width = link.number("nout");
    layers.add(
        new StackLayer.Embedding(
            blocks.weights(link.name(), Role.EMBEDDING, link.number("nin"), width)));
  }

  private void bidirectional(Link link) {
    Link forward = link.wrapped("fwd");
    expect(link.text("mode").equals("CONCAT"), link, "does not concatenate its directions");
    expect(forward.type().equals("LSTM"), link, "wraps another layer than an LSTM");
    expect(link.wrapped("bwd").equals(forward), link, "has two directions that differ");
    boolean plain = retain == 1 && !link.has("idropout");
    expect(plain, link, "has one dropout for both directions");
    lstm(forward, List.of(".f", ".b"));
  }

  private void lstm(Link link, List<String> directions) {
    expect(form == Form.SEQUENCES, link, "does not read sequences");
    expect(
        LayerFacts.activation(link) == Activation.TANH, link, "has another activation than tanh");
    expectChannelsFirst(link, "rnnDataFormat");
    int inputs = inputs(link);
    int units = link.number("nout");
    blocks.nextLayer();
    List<Cell> cells = new ArrayList<>();
    for (String direction : directions) {
      cells.add(blocks.cell(link.name() + direction, inputs, units));
    }
    layers.add(new StackLayer.Lstm(cells, LayerFacts.gates(link), retained(link)));
    width = directions.size() * units;
  }

  private void bothEnds(Link link) {
    boolean fits =
        !layers.isEmpty()
            && layers.get(layers.size() - 1) instanceof StackLayer.Lstm lstm
            && lstm.directions().size() == 2
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
    expect(retain == 1, link, "stands behind a dropout layer");
    reshape(link, Form.SEQUENCES, Form.VECTORS);
    layers.add(new StackLayer.Pool(reduction));
  }

  private void reshape(Link link, Form from, Form to) {
    expect(form == from, link, "stands where there are no " + from);
    expectChannelsFirst(link, "rnnDataFormat");
    form = to;
  }

  private void dropout(Link link) {
    expect(retain == 1, link, "stands behind another dropout layer");
    retain = LayerFacts.retain(link);
  }

  private Dense fullyConnected(Link link) {
    expect(!link.flag("hasLayerNorm"), link, "has layer normalisation");
    int inputs = inputs(link);
    blocks.nextLayer();
    width = link.number("nout");
    return new Dense(
        blocks.weights(link.name(), Role.DENSE_WEIGHT, inputs, width),
        blocks.bias(link, width),
        LayerFacts.activation(link),
        retained(link));
  }

  /** The fully connected layer before a layer that only squashes, taken back with its function. */
  private Dense activated(Link link) {
    boolean plain =
        retain == 1
            && !link.has("idropout")
            && !layers.isEmpty()
            && layers.get(layers.size() - 1) instanceof Dense dense
            && dense.activation() == Activation.IDENTITY;
    expect(plain, link, "does not stand right behind a fully connected layer without activation");
    Dense before = (Dense) layers.remove(layers.size() - 1);
    return new Dense(before.weights(), before.bias(), LayerFacts.activation(link), before.retain());
  }

  private static Dense hidden(Link link, Dense dense) {
    expect(dense.activation() != Activation.SOFTMAX, link, "has softmax inside the network");
    return dense;
  }

  private void output(Link link, Dense dense, Form expected) {
    expect(form == expected, link, "does not read " + expected);
    expectChannelsFirst(link, "rnnDataFormat");
    output =
        Optional.of(
            new Stack.OutputLayer(
                dense, LayerFacts.loss(link, dense.activation()), form == Form.SEQUENCES));
  }

  /** Width of a layer's input. */
  private int inputs(Link link) {
    int inputs = link.number("nin");
    expect(width == 0 || width == inputs, link, "reads %d numbers of %d".formatted(inputs, width));
    return inputs;
  }

  /** Probability with which training keeps an input of a layer, by itself or the layer before. */
  private double retained(Link link) {
    double own = LayerFacts.retain(link);
    expect(own == 1 || retain == 1, link, "drops inputs that a dropout layer has dropped");
    double both = own * retain;
    retain = 1;
    return both;
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
