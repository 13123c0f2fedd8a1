package io.espalier.engine;

import io.espalier.model.Activation;
import io.espalier.model.Loss;

/** What a layer's configuration says in the engine's terms. */
final class LayerFacts {
  /** Deeplearning4j's bound on the probabilities of a cross-entropy, the one that is covered. */
  private static final double CLIP = 1e-10;

  private LayerFacts() {}

  static Activation activation(Link link) {
    Link function = link.wrapped("activationFn");
    boolean plain =
        function.json().path("max").isNull()
            && function.json().path("negativeSlope").isNull()
            && function.json().path("threshold").isNull();
    return switch (function.type()) {
      case "ActivationIdentity" -> Activation.IDENTITY;
      case "ActivationTanH" -> Activation.TANH;
      case "ActivationSigmoid" -> Activation.SIGMOID;
      case "ActivationSoftmax" -> Activation.SOFTMAX;
      case "ActivationReLU" -> {
        if (!plain) {
          throw link.notCovered("has a ReLU with limits or a slope");
        }
        yield Activation.RELU;
      }
      default -> throw link.notCovered("has the activation " + function.type());
    };
  }

  static Activation gates(Link link) {
    return switch (link.wrapped("gateActivationFn").type()) {
      case "ActivationSigmoid" -> Activation.SIGMOID;
      case "ActivationHardSigmoid" -> Activation.of(Activation.Kind.HARD_SIGMOID);
      default -> throw link.notCovered("has the gates " + link.wrapped("gateActivationFn").type());
    };
  }

  /** The loss of an output layer with this activation. */
  static Loss loss(Link link, Activation activation) {
    Link loss = link.wrapped("lossFn");
    if (loss.has("weights")) {
      throw link.notCovered("weighs its outputs");
    }
    boolean categorical = activation.equals(Activation.SOFTMAX);
    switch (loss.type()) {
      case "LossMCXENT", "LossNegativeLogLikelihood" -> {
        if (categorical && loss.json().path("softmaxClipEps").asDouble() == CLIP) {
          return Loss.CROSS_ENTROPY;
        }
      }
      case "LossMSE" -> {
        if (activation.equals(Activation.IDENTITY)) {
          return Loss.SQUARED_ERROR;
        }
      }
      default -> {}
    }
    throw link.notCovered("has the loss %s behind %s".formatted(loss.type(), activation.kind()));
  }

  /** Probability with which training keeps an input of the layer. */
  static double retain(Link link) {
    if (!link.has("idropout")) {
      return 1;
    }
    Link dropout = link.wrapped("idropout");
    if (!dropout.type().equals("Dropout") || dropout.has("pschedule")) {
      throw link.notCovered("has a dropout that is not of one plain rate");
    }
    return dropout.json().path("p").asDouble();
  }
}
