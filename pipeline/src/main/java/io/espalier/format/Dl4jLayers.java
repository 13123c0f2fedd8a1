package io.espalier.format;

import io.espalier.model.Activation;
import io.espalier.model.InputException;
import io.espalier.model.Layer;
import io.espalier.model.Layer.Bias;
import io.espalier.model.Layer.Dense;
import io.espalier.model.Layer.Pool;
import io.espalier.model.Layer.Recurrent;
import io.espalier.model.Layer.Reduction;
import io.espalier.model.Loss;
import io.espalier.model.Noise;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the configuration of one layer. Dropout counts where Deeplearning4j applies it: not on
 * embeddings, activations, losses, pooling and wrappers, which it hands a network's dropout too.
 */
final class Dl4jLayers {
  /** Package of the layers, with a dot at its end. */
  static final String OWNER = "org.deeplearning4j.nn.conf.layers.";

  static final Map<Reduction, String> POOLINGS =
      Map.of(
          Reduction.MEAN,
          "AVG",
          Reduction.MAX,
          "MAX",
          Reduction.SUM,
          "SUM",
          Reduction.NORM,
          "PNORM");

  private static final Set<String> RECURRENT = Set.of("LSTM", "GravesLSTM", "SimpleRnn");
  private static final List<String> FORMATS =
      List.of("rnnDataFormat", "rnndataFormat", "outputFormat", "timeDistributedFormat");
  private static final String SUPPORTED =
      "supported are LSTM, GravesLSTM, SimpleRnn, Bidirectional with CONCAT, LastTimeStep,"
          + " EmbeddingLayer, EmbeddingSequenceLayer, DenseLayer, OutputLayer, RnnOutputLayer,"
          + " LossLayer, RnnLossLayer, GlobalPoolingLayer, DropoutLayer and ActivationLayer";

  private Dl4jLayers() {}

  /**
   * The layer of a configuration.
   *
   * @param name of the layer, for messages
   * @throws InputException if it is not supported
   */
  static Layer read(Dl4jPart part, String name) {
    check(part);
    return switch (kind(part)) {
      case "LSTM" ->
          new Layer.Lstm(inputs(part), units(part), activation(part), gates(part), noise(part));
      case "GravesLSTM" ->
          new Layer.GravesLstm(
              inputs(part), units(part), activation(part), gates(part), noise(part));
      case "SimpleRnn" ->
          new Layer.SimpleRnn(inputs(part), units(part), activation(part), noise(part));
      case "Bidirectional" -> bidirectional(part, name);
      case "EmbeddingLayer", "EmbeddingSequenceLayer" ->
          new Layer.Embedding(
              inputs(part), units(part), bias(part, Bias.ABSENT), activation(part), Noise.NONE);
      case "DenseLayer" -> dense(part);
      case "OutputLayer", "RnnOutputLayer" -> new Layer.Output(dense(part), loss(part));
      case "LossLayer", "RnnLossLayer" ->
          new Layer.OutputLoss(activation(part), loss(part), Noise.NONE);
      case "GlobalPoolingLayer" -> pool(part);
      case "DropoutLayer" -> new Layer.Dropout(noise(part));
      case "ActivationLayer" -> new Layer.Activate(activation(part), Noise.NONE);
      default ->
          throw part.refused(
              part.className().isEmpty()
                  ? "is in the form of 1.0.0-alpha or before; load it with Deeplearning4j"
                      + " 1.0.0-M2.1 and save it again"
                  : "is not supported; " + SUPPORTED);
    };
  }

  /** Name of its class among Deeplearning4j's layers; empty for other classes. */
  static String kind(Dl4jPart part) {
    String name = part.className();
    boolean ours =
        name.equals(OWNER + part.type()) || name.equals(OWNER + "recurrent." + part.type());
    return ours ? part.type() : "";
  }

  /** Refuses what no layer may have. */
  static void check(Dl4jPart part) {
    if (part.has("constraints")) {
      throw part.refused(
          "has constraints on its parameters, which pruning would break; remove them");
    }
    if (part.has("weightNoise") || part.flag("useDropConnect", false)) {
      throw part.refused("has weight noise, which pruning would break; remove it");
    }
    if (part.flag("hasLayerNorm", false)) {
      throw part.refused("has layer normalisation, in which units are not independent");
    }
    if (FORMATS.stream().anyMatch(format -> !part.text(format, "NCW").equals("NCW"))) {
      throw part.refused(
          "reads [batch, time, features], only [batch, features, time] (NCW) is supported");
    }
  }

  private static Layer bidirectional(Dl4jPart part, String name) {
    String mode = part.text("mode", "CONCAT");
    if (!mode.equals("CONCAT")) {
      throw part.refused("combines its directions by %s, only CONCAT is supported".formatted(mode));
    }
    Recurrent forward = direction(part, "fwd", name);
    Recurrent backward = direction(part, "bwd", name);
    if (forward.kind() != backward.kind()
        || forward.inputs() != backward.inputs()
        || forward.units() != backward.units()) {
      throw part.refused("has directions of different kinds or sizes");
    }
    return new Layer.Bidirectional(forward, backward, Noise.NONE);
  }

  private static Recurrent direction(Dl4jPart both, String field, String name) {
    Dl4jPart inner = Dl4jPart.of("layer", name, both.json().path(field));
    if (!RECURRENT.contains(kind(inner))) {
      throw both.refused(
          "wraps %s, which cannot be trained; put LastTimeStep around Bidirectional"
              .formatted(inner.type()));
    }
    return (Recurrent) read(inner, name);
  }

  private static Dense dense(Dl4jPart part) {
    return new Dense(
        inputs(part), units(part), bias(part, Bias.PRESENT), activation(part), noise(part));
  }

  private static Pool pool(Dl4jPart part) {
    boolean plain =
        part.flag("collapseDimensions", true)
            && (!part.has("poolingDimensions")
                || part.json().path("poolingDimensions").toString().equals("[2]"));
    if (!plain) {
      throw part.refused(
          "pools other dimensions than time or keeps them; only pooling over time is supported");
    }
    String type = part.text("poolingType", "MAX");
    Reduction reduction =
        POOLINGS.entrySet().stream()
            .filter(entry -> entry.getValue().equals(type))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow(() -> part.refused("has the pooling type " + type));
    int exponent = reduction == Reduction.NORM && part.has("pnorm") ? part.count("pnorm") : 2;
    return new Pool(reduction, exponent, Noise.NONE);
  }

  private static int inputs(Dl4jPart part) {
    return part.count("nin");
  }

  private static int units(Dl4jPart part) {
    return part.count("nout");
  }

  private static Bias bias(Dl4jPart part, Bias absent) {
    return part.flag("hasBias", absent == Bias.PRESENT) ? Bias.PRESENT : Bias.ABSENT;
  }

  private static Activation activation(Dl4jPart part) {
    return Dl4jActivations.read(part.part("activationFn"));
  }

  private static Activation gates(Dl4jPart part) {
    return part.has("gateActivationFn")
        ? Dl4jActivations.read(part.part("gateActivationFn"))
        : Activation.SIGMOID;
  }

  private static Loss loss(Dl4jPart part) {
    return Dl4jLosses.read(part.part("lossFn"));
  }

  private static Noise noise(Dl4jPart part) {
    return Dl4jNoises.of(part);
  }
}
