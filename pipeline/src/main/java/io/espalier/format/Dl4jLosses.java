package io.espalier.format;

import static io.espalier.format.Dl4jTable.Entry.of;

import com.fasterxml.jackson.databind.JsonNode;
import io.espalier.format.Dl4jTable.Entry;
import io.espalier.format.Dl4jTable.Field;
import io.espalier.model.Loss;
import io.espalier.model.Loss.Kind;
import java.util.ArrayList;
import java.util.List;

/** Deeplearning4j's losses. */
final class Dl4jLosses {
  /** One weight for each output, as an array of ND4J: {@code dataType}, {@code shape}, data. */
  static final String WEIGHTS = "weights";

  /** The values of the weights. */
  static final String DATA = "data";

  private static final Field SOFTMAX_CLIP = new Field("softmaxClipEps", Loss.LEAST_PROBABILITY);

  static final Dl4jTable<Kind> TABLE =
      Dl4jTable.of(
          "org.nd4j.linalg.lossfunctions.impl.",
          of(Kind.CROSS_ENTROPY, "LossMCXENT", SOFTMAX_CLIP),
          of(Kind.CROSS_ENTROPY, "LossNegativeLogLikelihood", SOFTMAX_CLIP),
          of(Kind.BINARY_CROSS_ENTROPY, "LossBinaryXENT", new Field("clipEps", 1e-5)),
          of(Kind.SPARSE_CROSS_ENTROPY, "LossSparseMCXENT", SOFTMAX_CLIP),
          of(Kind.MEAN_SQUARED, "LossMSE"),
          of(Kind.SQUARED, "LossL2"),
          of(Kind.MEAN_ABSOLUTE, "LossMAE"),
          of(Kind.ABSOLUTE, "LossL1"),
          of(Kind.MEAN_ABSOLUTE_PERCENTAGE, "LossMAPE"),
          of(Kind.MEAN_SQUARED_LOGARITHMIC, "LossMSLE"),
          of(Kind.KULLBACK_LEIBLER, "LossKLD"),
          of(Kind.POISSON, "LossPoisson"),
          of(Kind.HINGE, "LossHinge"),
          of(Kind.SQUARED_HINGE, "LossSquaredHinge"),
          of(Kind.COSINE_PROXIMITY, "LossCosineProximity"),
          of(Kind.WASSERSTEIN, "LossWasserstein"),
          of(Kind.F_MEASURE, "LossFMeasure", new Field("beta", 1)),
          of(Kind.MULTI_LABEL, "LossMultiLabel"),
          of(
              Kind.MIXTURE_DENSITY,
              "LossMixtureDensity",
              new Field("mixtures", Double.NaN),
              new Field("labelWidth", Double.NaN)));

  private Dl4jLosses() {}

  /** The loss of a configuration. */
  static Loss read(Dl4jPart part) {
    Entry<Kind> entry = TABLE.read(part, "loss");
    List<Double> numbers = entry.numbers(part);
    if (numbers.stream().anyMatch(number -> !Double.isFinite(number))) {
      throw part.refused("has a loss %s without its numbers".formatted(entry.type()));
    }
    return new Loss(entry.kind(), weights(part), numbers);
  }

  private static List<Double> weights(Dl4jPart part) {
    if (!part.has(WEIGHTS)) {
      return List.of();
    }
    JsonNode array = part.json().path(WEIGHTS);
    List<Double> weights = new ArrayList<>();
    (array.isArray() ? array : array.path(DATA)).forEach(weight -> weights.add(weight.asDouble()));
    if (weights.isEmpty()) {
      throw part.refused("has weights of its loss in a form that is not known: " + array);
    }
    return weights;
  }
}
