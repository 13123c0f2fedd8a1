package io.espalier.format;

import static io.espalier.format.Dl4jTable.Entry.of;

import io.espalier.format.Dl4jTable.Entry;
import io.espalier.format.Dl4jTable.Field;
import io.espalier.model.Activation;
import io.espalier.model.Activation.Kind;
import java.util.List;

/** Deeplearning4j's activations. */
final class Dl4jActivations {
  static final Dl4jTable<Kind> TABLE =
      Dl4jTable.of(
          "org.nd4j.linalg.activations.impl.",
          of(Kind.IDENTITY, "ActivationIdentity"),
          of(Kind.TANH, "ActivationTanH"),
          of(Kind.SIGMOID, "ActivationSigmoid"),
          of(Kind.HARD_SIGMOID, "ActivationHardSigmoid"),
          of(Kind.HARD_TANH, "ActivationHardTanH"),
          of(Kind.RATIONAL_TANH, "ActivationRationalTanh"),
          of(Kind.RECTIFIED_TANH, "ActivationRectifiedTanh"),
          of(
              Kind.RELU,
              "ActivationReLU",
              new Field("max", Double.POSITIVE_INFINITY),
              new Field("threshold", 0),
              new Field("negativeSlope", 0)),
          of(Kind.RELU6, "ActivationReLU6"),
          of(Kind.LEAKY_RELU, "ActivationLReLU", new Field("alpha", 0.01)),
          of(
              Kind.RANDOMISED_RELU,
              "ActivationRReLU",
              new Field("l", 1 / 8.0),
              new Field("u", 1 / 3.0)),
          of(Kind.THRESHOLDED_RELU, "ActivationThresholdedReLU", new Field("theta", 1)),
          of(Kind.ELU, "ActivationELU", new Field("alpha", 1)),
          of(Kind.SELU, "ActivationSELU"),
          of(Kind.GELU, "ActivationGELU", new Field("precise", 0)),
          of(Kind.MISH, "ActivationMish"),
          of(Kind.SWISH, "ActivationSwish"),
          of(Kind.SOFTPLUS, "ActivationSoftPlus"),
          of(Kind.SOFTSIGN, "ActivationSoftSign"),
          of(Kind.CUBE, "ActivationCube"),
          of(Kind.SOFTMAX, "ActivationSoftmax"));

  private Dl4jActivations() {}

  /** The activation of a configuration. */
  static Activation read(Dl4jPart part) {
    Entry<Kind> entry = TABLE.read(part, "activation");
    List<Double> numbers = entry.numbers(part);
    if (numbers.stream().anyMatch(number -> number.isNaN())) {
      throw part.refused("has an activation %s without its numbers".formatted(entry.type()));
    }
    return new Activation(entry.kind(), numbers);
  }
}
