package io.espalier.format;

import static io.espalier.format.Dl4jTable.Entry.of;

import io.espalier.format.Dl4jTable.Entry;
import io.espalier.format.Dl4jTable.Field;
import io.espalier.model.Clipping;
import io.espalier.model.Optimiser;
import io.espalier.model.Optimiser.Penalty;
import io.espalier.model.RateSchedule;
import io.espalier.model.Training.Rules;
import io.espalier.model.UpdateRule;
import io.espalier.model.UpdateRule.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How Deeplearning4j says how a layer is trained. */
final class Dl4jUpdaters {
  static final String RATE = "learningRate";
  static final String RATE_SCHEDULE = "learningRateSchedule";
  static final String MOMENTUM = "momentum";
  static final String MOMENTUM_SCHEDULE = "momentumISchedule";

  private static final Field BETA1 = new Field("beta1", 0.9);
  private static final Field BETA2 = new Field("beta2", 0.999);
  private static final Field EPSILON = new Field("epsilon", 1e-8);

  static final Dl4jTable<Kind> TABLE =
      Dl4jTable.of(
          "org.nd4j.linalg.learning.config.",
          of(Kind.NONE, "NoOp"),
          of(Kind.SGD, "Sgd"),
          of(Kind.NESTEROV, "Nesterovs"),
          of(Kind.RMSPROP, "RmsProp", new Field("rmsDecay", 0.95), EPSILON),
          of(Kind.ADAGRAD, "AdaGrad", new Field("epsilon", 1e-6)),
          of(Kind.ADADELTA, "AdaDelta", new Field("rho", 0.95), new Field("epsilon", 1e-6)),
          of(Kind.ADAM, "Adam", BETA1, BETA2, EPSILON),
          of(Kind.ADAMAX, "AdaMax", BETA1, BETA2, EPSILON),
          of(Kind.NADAM, "Nadam", BETA1, BETA2, EPSILON),
          of(Kind.AMSGRAD, "AMSGrad", BETA1, BETA2, EPSILON),
          of(Kind.ADABELIEF, "AdaBelief", BETA1, BETA2, new Field("epsilon", 1e-14)));

  static final Dl4jTable<Penalty.Kind> PENALTIES =
      Dl4jTable.of(
          "org.nd4j.linalg.learning.regularization.",
          of(Penalty.Kind.L1, "L1Regularization"),
          of(Penalty.Kind.L2, "L2Regularization"),
          of(Penalty.Kind.DECAY, "WeightDecay"),
          of(Penalty.Kind.DECAY_TIMES_RATE, "WeightDecay"));

  /** Constants of Deeplearning4j's {@code GradientNormalization}. */
  static final Map<Clipping.Kind, String> CLIPPINGS =
      Map.of(
          Clipping.Kind.NONE, "None",
          Clipping.Kind.NORMALISE_LAYER, "RenormalizeL2PerLayer",
          Clipping.Kind.NORMALISE_MATRIX, "RenormalizeL2PerParamType",
          Clipping.Kind.CLIP_ELEMENTS, "ClipElementWiseAbsoluteValue",
          Clipping.Kind.CLIP_LAYER_NORM, "ClipL2PerLayer",
          Clipping.Kind.CLIP_MATRIX_NORM, "ClipL2PerParamType");

  private static final UpdateRule PLAIN = UpdateRule.of(Kind.SGD);
  private static final double USUAL_RATE = 1e-3;

  private Dl4jUpdaters() {}

  /** Field of a penalty's amount. */
  static String amount(Penalty.Kind kind) {
    return switch (kind) {
      case L1 -> "l1";
      case L2 -> "l2";
      case DECAY, DECAY_TIMES_RATE -> "coeff";
    };
  }

  /** How a layer is trained. */
  static Rules rules(Dl4jPart layer) {
    String bias = layer.has("biasUpdater") ? "biasUpdater" : "iupdater";
    return new Rules(
        optimiser(layer, "iupdater", penalties(layer, "")),
        optimiser(layer, bias, penalties(layer, "Bias")),
        clipping(layer));
  }

  private static Optimiser optimiser(Dl4jPart layer, String updater, List<Penalty> penalties) {
    if (layer.json().path(updater).isMissingNode()) {
      return new Optimiser(PLAIN, new RateSchedule.Fixed(USUAL_RATE), penalties);
    }
    Dl4jPart part = layer.part(updater);
    Entry<Kind> entry = TABLE.read(part, "updater");
    RateSchedule momentum =
        entry.kind() == Kind.NESTEROV
            ? Dl4jSchedules.read(part, MOMENTUM_SCHEDULE, MOMENTUM)
            : new RateSchedule.Fixed(0);
    RateSchedule rate =
        entry.kind().hasRate()
            ? Dl4jSchedules.read(part, RATE_SCHEDULE, RATE)
            : new RateSchedule.Fixed(1);
    return new Optimiser(
        new UpdateRule(entry.kind(), entry.numbers(part), momentum), rate, penalties);
  }

  /**
   * The penalties, which until 1.0.0-beta3 were two numbers; its l2 was what is a decay now.
   *
   * @param suffix of the fields
   */
  private static List<Penalty> penalties(Dl4jPart layer, String suffix) {
    if (layer.json().has("regularization" + suffix)) {
      return layer.parts("regularization" + suffix).stream().map(Dl4jUpdaters::penalty).toList();
    }
    List<Penalty> penalties = new ArrayList<>();
    double l1 = layer.number("l1" + suffix, 0);
    double l2 = layer.number("l2" + suffix, 0);
    if (l1 > 0) {
      penalties.add(new Penalty(Penalty.Kind.L1, new RateSchedule.Fixed(l1)));
    }
    if (l2 > 0) {
      penalties.add(new Penalty(Penalty.Kind.DECAY, new RateSchedule.Fixed(l2)));
    }
    return penalties;
  }

  private static Penalty penalty(Dl4jPart part) {
    Penalty.Kind kind = PENALTIES.read(part, "regularization").kind();
    if (kind == Penalty.Kind.DECAY && part.flag("applyLR", true)) {
      kind = Penalty.Kind.DECAY_TIMES_RATE;
    }
    return new Penalty(kind, Dl4jSchedules.read(part.part(amount(kind))));
  }

  private static Clipping clipping(Dl4jPart layer) {
    String name = layer.text("gradientNormalization", "None");
    Clipping.Kind kind =
        CLIPPINGS.entrySet().stream()
            .filter(entry -> entry.getValue().equals(name))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow(() -> layer.refused("has the gradient normalisation " + name));
    return kind == Clipping.Kind.NONE
        ? Clipping.NONE
        : new Clipping(kind, layer.number("gradientNormalizationThreshold", 1));
  }
}
