package io.espalier.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.format.Dl4jTable.Entry;
import io.espalier.format.Dl4jTable.Field;
import io.espalier.model.Activation;
import io.espalier.model.InputException;
import io.espalier.model.Loss;
import io.espalier.model.Noise;
import io.espalier.model.Optimiser;
import io.espalier.model.Optimiser.Penalty;
import io.espalier.model.RateSchedule;
import io.espalier.model.UpdateRule;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Parts of a layer as Deeplearning4j's configuration has them. */
final class Dl4jPartWriter {
  private static final Set<Loss.Kind> WITHOUT_WEIGHTS =
      EnumSet.of(
          Loss.Kind.KULLBACK_LEIBLER,
          Loss.Kind.POISSON,
          Loss.Kind.HINGE,
          Loss.Kind.SQUARED_HINGE,
          Loss.Kind.COSINE_PROXIMITY,
          Loss.Kind.WASSERSTEIN,
          Loss.Kind.F_MEASURE,
          Loss.Kind.MULTI_LABEL,
          Loss.Kind.MIXTURE_DENSITY);

  private final String layer;

  /**
   * @param layer whose parts these are, for messages
   */
  Dl4jPartWriter(String layer) {
    this.layer = layer;
  }

  ObjectNode activation(Activation activation) {
    ObjectNode json = Dl4jJson.object(Dl4jActivations.TABLE.className(activation.kind()));
    List<Field> fields = Dl4jActivations.TABLE.of(activation.kind()).fields();
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      double number = activation.number(i);
      switch (activation.kind()) {
        case GELU -> json.put(field.name(), number != 0);
          // where it states nothing, Deeplearning4j takes a faster way
        case RELU -> {
          if (number == field.absent()) {
            json.putNull(field.name());
          } else {
            json.put(field.name(), number);
          }
        }
        default -> json.put(field.name(), number);
      }
    }
    return json;
  }

  /**
   * @throws InputException if Deeplearning4j's loss takes no weights and this has some
   */
  ObjectNode loss(Loss loss) {
    ObjectNode json = Dl4jJson.object(Dl4jLosses.TABLE.className(loss.kind()));
    List<Field> fields = Dl4jLosses.TABLE.of(loss.kind()).fields();
    for (int i = 0; i < fields.size(); i++) {
      double number = loss.numbers().get(i);
      if (loss.kind() == Loss.Kind.MIXTURE_DENSITY) {
        json.put(fields.get(i).name(), (int) number);
      } else {
        json.put(fields.get(i).name(), number);
      }
    }
    if (loss.weights().isEmpty()) {
      return json;
    }
    if (WITHOUT_WEIGHTS.contains(loss.kind())) {
      throw new InputException(
          "layer %s weighs its outputs in the loss %s, which Deeplearning4j cannot; take the weights out"
              .formatted(layer, loss.kind()));
    }
    ObjectNode weights = json.putObject(Dl4jLosses.WEIGHTS).put("dataType", "DOUBLE");
    weights.putArray("shape").add(1).add(loss.weights().size());
    loss.weights().forEach(weights.putArray(Dl4jLosses.DATA)::add);
    return json;
  }

  /** What is not {@link Noise#NONE}. */
  ObjectNode noise(Noise noise) {
    ObjectNode json = Dl4jJson.object(Dl4jNoises.TABLE.className(noise.kind()));
    if (noise.kind() == Noise.Kind.ALPHA_DROPOUT) {
      json.put("alpha", Dl4jNoises.ALPHA).put("lambda", Dl4jNoises.LAMBDA);
    } else if (noise.kind() == Noise.Kind.DROPOUT) {
      json.put("helperAllowFallback", true);
    }
    String number = Dl4jNoises.amount(noise.kind());
    String schedule = Dl4jNoises.schedule(noise.kind());
    rate(json, noise.amount(), number, schedule);
    if (noise.kind() == Noise.Kind.ALPHA_DROPOUT && json.has(schedule)) {
      // Deeplearning4j writes the one field and reads the other
      json.set("pSchedule", json.get(schedule));
    }
    return json;
  }

  /**
   * @throws InputException for AdaBelief, of whose state Deeplearning4j makes room for a half
   */
  ObjectNode updater(Optimiser optimiser) {
    UpdateRule rule = optimiser.rule();
    if (rule.kind() == UpdateRule.Kind.ADABELIEF) {
      throw new InputException(
          "layer %s is trained by AdaBelief, with which networks of Deeplearning4j 1.0.0-M2.1 fail; export it without its training"
              .formatted(layer));
    }
    Entry<UpdateRule.Kind> entry = Dl4jUpdaters.TABLE.of(rule.kind());
    ObjectNode json = Dl4jJson.object(Dl4jUpdaters.TABLE.className(rule.kind()));
    for (int i = 0; i < entry.fields().size(); i++) {
      json.put(entry.fields().get(i).name(), rule.number(i));
    }
    if (rule.kind() == UpdateRule.Kind.NESTEROV) {
      rate(json, rule.momentum(), Dl4jUpdaters.MOMENTUM, Dl4jUpdaters.MOMENTUM_SCHEDULE);
    }
    return rule.kind().hasRate()
        ? rate(json, optimiser.rate(), Dl4jUpdaters.RATE, Dl4jUpdaters.RATE_SCHEDULE)
        : json;
  }

  ArrayNode penalties(List<Penalty> penalties) {
    ArrayNode all = Dl4jJson.object().arrayNode();
    for (Penalty penalty : penalties) {
      Penalty.Kind kind = penalty.kind();
      ObjectNode json = all.addObject().put("@class", Dl4jUpdaters.PENALTIES.className(kind));
      json.set(Dl4jUpdaters.amount(kind), Dl4jScheduleWriter.write(penalty.amount(), layer));
      if (kind == Penalty.Kind.DECAY || kind == Penalty.Kind.DECAY_TIMES_RATE) {
        json.put("applyLR", kind == Penalty.Kind.DECAY_TIMES_RATE);
      }
    }
    return all;
  }

  /** A number, or a schedule in another field. */
  private ObjectNode rate(ObjectNode json, RateSchedule rate, String number, String schedule) {
    if (rate instanceof RateSchedule.Fixed fixed) {
      return json.put(number, fixed.value());
    }
    json.put(number, rate.at(0, 0));
    json.set(schedule, Dl4jScheduleWriter.write(rate, layer));
    return json;
  }
}
