package io.espalier.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.model.Activation;
import io.espalier.model.Clipping;
import io.espalier.model.InputException;
import io.espalier.model.Layer;
import io.espalier.model.Layer.Activate;
import io.espalier.model.Layer.Bias;
import io.espalier.model.Layer.Bidirectional;
import io.espalier.model.Layer.Dense;
import io.espalier.model.Layer.Dropout;
import io.espalier.model.Layer.Embedding;
import io.espalier.model.Layer.GravesLstm;
import io.espalier.model.Layer.Lstm;
import io.espalier.model.Layer.Output;
import io.espalier.model.Layer.OutputLoss;
import io.espalier.model.Layer.Pool;
import io.espalier.model.Layer.Recurrent;
import io.espalier.model.Layer.SimpleRnn;
import io.espalier.model.Loss;
import io.espalier.model.Node;
import io.espalier.model.Noise;
import io.espalier.model.Optimiser;
import io.espalier.model.Training.Rules;

/** One layer as Deeplearning4j's configuration has it. */
final class Dl4jLayerWriter {
  private final Node node;
  private final Rules rules;
  private final Dl4jForm form;
  private final Dl4jPartWriter parts;

  private Dl4jLayerWriter(Node node, Rules rules, Dl4jForm form) {
    this.node = node;
    this.rules = rules;
    this.form = form;
    this.parts = new Dl4jPartWriter(node.name());
  }

  /**
   * A layer.
   *
   * @param rules by which it is trained, if it has parameters
   * @param form in which it reads
   * @throws InputException if Deeplearning4j has no such layer
   */
  static ObjectNode write(Node node, Rules rules, Dl4jForm form) {
    return new Dl4jLayerWriter(node, rules, form).layer();
  }

  private ObjectNode layer() {
    Layer layer = node.layer();
    if (layer instanceof Bidirectional both) {
      return bidirectional(both);
    }
    if (layer instanceof Recurrent cell) {
      return cell(cell);
    }
    if (layer instanceof Embedding embedding) {
      return embedding(embedding);
    }
    if (layer instanceof Dense dense) {
      return dense("DenseLayer", dense).put("hasLayerNorm", false);
    }
    if (layer instanceof Output output) {
      return output(output);
    }
    if (layer instanceof OutputLoss end) {
      return outputLoss(end);
    }
    if (layer instanceof Activate activate) {
      return activated(wrapper("ActivationLayer", Clipping.NONE), activate.activation());
    }
    if (layer instanceof Dropout dropout) {
      return noisy(weightless("DropoutLayer", Activation.IDENTITY), dropout.noise());
    }
    return pool((Pool) layer);
  }

  private ObjectNode bidirectional(Bidirectional both) {
    ObjectNode json = Dl4jJson.configuration("layers.recurrent.Bidirectional");
    // Deeplearning4j reads these before what it hands on to them
    json.set("bwd", cell(both.backward()));
    json.set("fwd", cell(both.forward()));
    return named(json, node.name(), rules.clipping()).put("mode", "CONCAT");
  }

  private ObjectNode cell(Recurrent cell) {
    ObjectNode json;
    if (cell instanceof SimpleRnn) {
      json = weighted("recurrent.SimpleRnn", cell, cell.activation()).put("hasLayerNorm", false);
    } else if (cell instanceof GravesLstm graves) {
      json = gated(weighted("GravesLSTM", cell, cell.activation()), graves.gates());
    } else {
      json = gated(weighted("LSTM", cell, cell.activation()), ((Lstm) cell).gates());
    }
    json.putNull("weightInitFnRecurrent");
    return noisy(json, cell.noise()).put("rnnDataFormat", "NCW");
  }

  private ObjectNode gated(ObjectNode json, Activation gates) {
    json.set("gateActivationFn", parts.activation(gates));
    return json.put("forgetGateBiasInit", 1.0).put("helperAllowFallback", true);
  }

  private ObjectNode embedding(Embedding embedding) {
    return weighted("EmbeddingSequenceLayer", embedding, embedding.activation())
        .put("hasBias", embedding.bias() == Bias.PRESENT)
        .put("inferInputLength", true)
        .put("inputLength", 1)
        .put("outputFormat", "NCW");
  }

  private ObjectNode dense(String type, Dense dense) {
    ObjectNode json = weighted(type, dense, dense.activation());
    return noisy(json, dense.noise()).put("hasBias", dense.bias() == Bias.PRESENT);
  }

  private ObjectNode output(Output output) {
    if (form == Dl4jForm.SEQUENCES && output.dense().bias() == Bias.ABSENT) {
      throw refused("has no bias, without which Deeplearning4j cannot compute it at every step");
    }
    return costing(dense(ending("OutputLayer"), output.dense()), output.loss());
  }

  private ObjectNode outputLoss(OutputLoss end) {
    return costing(weightless(ending("LossLayer"), end.activation()), end.loss());
  }

  private String ending(String type) {
    return form == Dl4jForm.SEQUENCES ? "Rnn" + type : type;
  }

  private ObjectNode costing(ObjectNode json, Loss loss) {
    json.set("lossFn", parts.loss(loss));
    return form == Dl4jForm.SEQUENCES ? json.put("rnnDataFormat", "NCW") : json;
  }

  private ObjectNode pool(Pool pool) {
    ObjectNode json = wrapper("GlobalPoolingLayer", Clipping.NONE);
    json.put("collapseDimensions", true)
        .put("pnorm", pool.exponent())
        .put("poolingType", Dl4jLayers.POOLINGS.get(pool.reduction()));
    return json.putNull("poolingDimensions");
  }

  /** A layer that stands around others, or has nothing to learn. */
  private ObjectNode wrapper(String type, Clipping clipping) {
    return named(Dl4jJson.configuration("layers." + type), node.name(), clipping);
  }

  private static ObjectNode named(ObjectNode json, String name, Clipping clipping) {
    json.put("layerName", name).putNull("constraints").putNull("idropout");
    return json.put("gradientNormalization", Dl4jUpdaters.CLIPPINGS.get(clipping.kind()))
        .put("gradientNormalizationThreshold", clipping.threshold());
  }

  /** The last valid step of what a layer of this name gives. */
  static ObjectNode lastStep(String name, ObjectNode layer, Rules rules) {
    ObjectNode json = Dl4jJson.configuration("layers.recurrent.LastTimeStep");
    json.set("underlying", layer);
    return named(json, name, rules.clipping());
  }

  private ObjectNode weightless(String type, Activation activation) {
    return learning(activated(wrapper(type, rules.clipping()), activation))
        .put("nin", 0)
        .put("nout", 0);
  }

  private ObjectNode weighted(String type, Layer.Weighted layer, Activation activation) {
    return learning(activated(wrapper(type, rules.clipping()), activation))
        .put("nin", layer.inputs())
        .put("nout", layer.units());
  }

  private ObjectNode activated(ObjectNode json, Activation activation) {
    json.set("activationFn", parts.activation(activation));
    return json;
  }

  private ObjectNode learning(ObjectNode json) {
    Optimiser weights = rules.weights();
    Optimiser bias = rules.bias();
    json.set("iupdater", parts.updater(weights));
    boolean alike = bias.rule().equals(weights.rule()) && bias.rate().equals(weights.rate());
    if (alike) {
      json.putNull("biasUpdater");
    } else {
      json.set("biasUpdater", parts.updater(bias));
    }
    json.set("regularization", parts.penalties(weights.penalties()));
    json.set("regularizationBias", parts.penalties(bias.penalties()));
    json.put("biasInit", 0.0).put("gainInit", 1.0);
    json.putNull("weightNoise").putNull("timeDistributedFormat");
    json.putObject("weightInitFn").put("@class", "org.deeplearning4j.nn.weights.WeightInitXavier");
    return json;
  }

  private ObjectNode noisy(ObjectNode json, Noise noise) {
    if (noise.isNone()) {
      return json;
    }
    if (noise.kind() == Noise.Kind.SPATIAL_DROPOUT && form != Dl4jForm.SEQUENCES) {
      throw refused(
          "has spatial dropout, which Deeplearning4j does to sequences only; put a dropout layer"
              + " before it, behind a recurrent layer");
    }
    json.set("idropout", parts.noise(noise));
    return json;
  }

  private InputException refused(String why) {
    return new InputException("layer %s %s".formatted(node.name(), why));
  }
}
