package io.espalier.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.metric.ClassFigures;
import io.espalier.metric.ClassFigures.Confusion;
import io.espalier.metric.ClassFigures.OfClass;
import io.espalier.run.Evaluator.Disturbed;
import io.espalier.run.Examination;
import io.espalier.run.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What was found of a network beside its metrics, as keys of its part of a summary. */
final class ExaminationJson {
  private static final String TRAINING = "training";
  private static final String FIDELITY = "fidelity";
  private static final String CLASSES = "classes";
  private static final String CONFUSIONS = "confusions";
  private static final String REQUIREMENTS = "requirements";
  private static final String ROBUSTNESS = "robustness";

  private ExaminationJson() {}

  /** Adds the keys of what there is. */
  static void write(Examination examination, ObjectNode network) {
    numbers(TRAINING, examination.training(), network);
    numbers(FIDELITY, examination.fidelity(), network);
    ClassFigures figures = examination.classes();
    if (!figures.classes().isEmpty()) {
      ArrayNode classes = network.putArray(CLASSES);
      figures.classes().forEach(one -> write(one, classes.addObject()));
      ArrayNode confusions = network.putArray(CONFUSIONS);
      figures.confusions().forEach(one -> write(one, confusions.addObject()));
    }
    if (!examination.requirements().isEmpty()) {
      ArrayNode all = network.putArray(REQUIREMENTS);
      examination.requirements().forEach(one -> write(one, all.addObject()));
    }
    if (!examination.robustness().isEmpty()) {
      ArrayNode all = network.putArray(ROBUSTNESS);
      examination.robustness().forEach(one -> write(one, all.addObject()));
    }
  }

  private static void numbers(String key, Map<String, Double> numbers, ObjectNode network) {
    if (!numbers.isEmpty()) {
      network.set(key, SummaryFile.numbers(numbers));
    }
  }

  private static void write(OfClass one, ObjectNode json) {
    json.put("name", one.name()).put("truths", one.truths());
    json.put("predictions", one.predictions()).put("hits", one.hits());
    json.put("precision", one.precision()).put("recall", one.recall()).put("f1", one.f1());
  }

  private static void write(Confusion one, ObjectNode json) {
    json.put("truth", one.truth()).put("prediction", one.prediction()).put("count", one.count());
  }

  private static void write(Requirement requirement, ObjectNode json) {
    json.put("name", requirement.name()).put("value", requirement.value());
    json.put("limit", requirement.limit()).put("met", requirement.isMet());
  }

  private static void write(Disturbed disturbed, ObjectNode json) {
    json.put("kind", disturbed.kind()).put("strength", disturbed.strength());
    json.set("metrics", SummaryFile.numbers(disturbed.metrics()));
  }

  /** What the keys say; old summaries have none. */
  static Examination read(JsonNode network) {
    return new Examination(
        SummaryReader.numbers(network.path(TRAINING)),
        SummaryReader.numbers(network.path(FIDELITY)),
        new ClassFigures(
            each(network.path(CLASSES), ExaminationJson::ofClass),
            each(network.path(CONFUSIONS), ExaminationJson::confusion)),
        each(network.path(REQUIREMENTS), ExaminationJson::requirement),
        each(network.path(ROBUSTNESS), ExaminationJson::disturbed));
  }

  private static <T> List<T> each(JsonNode array, Function<JsonNode, T> read) {
    List<T> all = new ArrayList<>();
    array.forEach(one -> all.add(read.apply(one)));
    return all;
  }

  private static OfClass ofClass(JsonNode json) {
    return new OfClass(
        text(json, "name"),
        SummaryReader.count(json, "truths"),
        SummaryReader.count(json, "predictions"),
        SummaryReader.count(json, "hits"));
  }

  private static Confusion confusion(JsonNode json) {
    return new Confusion(
        text(json, "truth"), text(json, "prediction"), SummaryReader.count(json, "count"));
  }

  private static Disturbed disturbed(JsonNode json) {
    return new Disturbed(
        text(json, "kind"),
        SummaryReader.number(SummaryReader.need(json, "strength")),
        SummaryReader.numbers(SummaryReader.need(json, "metrics")));
  }

  private static Requirement requirement(JsonNode json) {
    return new Requirement(
        text(json, "name"),
        SummaryReader.number(SummaryReader.need(json, "value")),
        SummaryReader.number(SummaryReader.need(json, "limit")));
  }

  private static String text(JsonNode json, String key) {
    return SummaryReader.text(SummaryReader.need(json, key));
  }
}
