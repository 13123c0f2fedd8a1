package io.espalier.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.espalier.model.Complaint;
import io.espalier.run.RunSummary;
import io.espalier.run.RunSummary.DenseResult;
import io.espalier.run.RunSummary.FinalResult;
import io.espalier.run.RunSummary.LevelResult;
import io.espalier.run.RunSummary.Pruned;
import io.espalier.run.RunSummary.Size;
import io.espalier.run.Tried;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads what {@link SummaryFile} writes. */
final class SummaryReader {
  private static final List<String> FIDELITY =
      List.of("kl-to-dense", "reverse-kl-to-dense", "agreement", "rmse-to-dense");

  private SummaryReader() {}

  static RunSummary read(String text) {
    JsonNode json;
    try {
      json = SummaryFile.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "a summary must be JSON: " + Complaint.of(e.getOriginalMessage()), e);
    }
    List<LevelResult> levels = new ArrayList<>();
    need(json, "levels").forEach(level -> levels.add(level(level)));
    Optional<FinalResult> last =
        json.has("final") ? Optional.of(last(json.get("final"))) : Optional.empty();
    return new RunSummary(
        text(need(json, "run")),
        count(json, "seed"),
        dense(need(json, "dense")),
        levels,
        last,
        map(need(json, "artifacts"), SummaryReader::text));
  }

  private static DenseResult dense(JsonNode json) {
    return new DenseResult(
        numbers(json.path("metrics")),
        numbers(json.path("test")),
        count(json, "parameters"),
        count(json, "macs-per-step"),
        ExaminationJson.read(json));
  }

  private static LevelResult level(JsonNode json) {
    Map<String, Double> fidelity = new LinkedHashMap<>();
    for (String name : FIDELITY) {
      if (json.has(name)) {
        fidelity.put(name, number(json.get(name)));
      }
    }
    List<String> notices = new ArrayList<>();
    json.path("notices").forEach(notice -> notices.add(text(notice)));
    return new LevelResult(
        (int) count(json, "level"),
        new Pruned(
            text(need(json, "granularity")),
            number(need(json, "sparsity")),
            number(need(json, "weights-pruned")),
            numbers(json.path("before-recovery"))),
        numbers(need(json, "metrics")),
        fidelity,
        notices,
        json.has("until") ? Optional.of(tried(json.get("until"))) : Optional.empty());
  }

  private static Tried tried(JsonNode json) {
    return new Tried(
        text(need(json, "limit")),
        number(need(json, "most")),
        number(need(json, "reached")),
        need(json, "chosen").booleanValue());
  }

  private static FinalResult last(JsonNode json) {
    Size size =
        new Size(
            count(json, "parameters"),
            count(json, "nonzeros"),
            count(json, "macs-per-step"),
            count(json, "bytes"));
    return new FinalResult(
        number(need(json, "sparsity")),
        numbers(need(json, "metrics")),
        numbers(json.path("test")),
        size,
        json.has("training-multiply-adds") ? count(json, "training-multiply-adds") : 0,
        ExaminationJson.read(json));
  }

  static Map<String, Double> numbers(JsonNode json) {
    return map(json, SummaryReader::number);
  }

  private static <V> Map<String, V> map(JsonNode json, Function<JsonNode, V> value) {
    Map<String, V> map = new LinkedHashMap<>();
    json.fields().forEachRemaining(field -> map.put(field.getKey(), value.apply(field.getValue())));
    return map;
  }

  static String text(JsonNode json) {
    if (!json.isTextual()) {
      throw new IllegalArgumentException("a summary must have a text, got " + json);
    }
    return json.textValue();
  }

  /** JSON has no infinity and no NaN; they are written as strings. */
  static double number(JsonNode json) {
    return json.isTextual() ? Double.parseDouble(json.textValue()) : json.doubleValue();
  }

  static long count(JsonNode json, String key) {
    JsonNode value = need(json, key);
    if (!value.isIntegralNumber()) {
      throw new IllegalArgumentException(
          "%s of a summary must be a whole number, got %s".formatted(key, value));
    }
    return value.longValue();
  }

  static JsonNode need(JsonNode json, String key) {
    JsonNode value = json.path(key);
    if (value.isMissingNode()) {
      throw new IllegalArgumentException("a summary must have %s, got %s".formatted(key, json));
    }
    return value;
  }
}
