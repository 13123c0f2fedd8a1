package io.espalier.format;

import io.espalier.format.Dl4jTable.Entry;
import io.espalier.model.Noise;
import io.espalier.model.Noise.Kind;
import io.espalier.model.RateSchedule;

/** Deeplearning4j's kinds of dropout. */
final class Dl4jNoises {
  static final Dl4jTable<Kind> TABLE =
      Dl4jTable.of(
          "org.deeplearning4j.nn.conf.dropout.",
          Entry.of(Kind.DROPOUT, "Dropout"),
          Entry.of(Kind.ALPHA_DROPOUT, "AlphaDropout"),
          Entry.of(Kind.SPATIAL_DROPOUT, "SpatialDropout"),
          Entry.of(Kind.GAUSSIAN_DROPOUT, "GaussianDropout"),
          Entry.of(Kind.GAUSSIAN, "GaussianNoise"));

  /** Scale of {@code AlphaDropout}'s dropped values. */
  static final double ALPHA = 1.6732632423543772;

  /** Scale of {@code AlphaDropout}. */
  static final double LAMBDA = 1.0507009873554805;

  private Dl4jNoises() {}

  /** Field of the amount. */
  static String amount(Kind kind) {
    return switch (kind) {
      case GAUSSIAN_DROPOUT -> "rate";
      case GAUSSIAN -> "stddev";
      default -> "p";
    };
  }

  /** Field of the schedule of the amount; null where the amount is fixed. */
  static String schedule(Kind kind) {
    return switch (kind) {
      case GAUSSIAN_DROPOUT -> "rateSchedule";
      case GAUSSIAN -> "stddevSchedule";
      default -> "pschedule";
    };
  }

  /**
   * What a layer does to its inputs in training. Deeplearning4j before 1.0.0 kept the probability
   * of keeping a value as a number {@code dropOut}, 0 for none.
   */
  static Noise of(Dl4jPart layer) {
    if (layer.has("idropout")) {
      return read(layer.part("idropout"));
    }
    double keep = layer.number("dropOut", 0);
    return keep > 0 ? Noise.dropout(keep) : Noise.NONE;
  }

  private static Noise read(Dl4jPart part) {
    Kind kind = TABLE.read(part, "dropout").kind();
    if (part.number("alpha", ALPHA) != ALPHA || part.number("lambda", LAMBDA) != LAMBDA) {
      throw part.refused(
          "has AlphaDropout of other scales than %s and %s".formatted(ALPHA, LAMBDA));
    }
    RateSchedule amount = Dl4jSchedules.read(part, schedule(kind), amount(kind));
    boolean keepsAll = kind == Kind.DROPOUT && amount.equals(new RateSchedule.Fixed(1));
    return keepsAll ? Noise.NONE : new Noise(kind, amount);
  }
}
