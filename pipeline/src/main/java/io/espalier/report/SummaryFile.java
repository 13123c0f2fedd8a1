package io.espalier.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.run.RunSummary;
import io.espalier.run.RunSummary.DenseResult;
import io.espalier.run.RunSummary.FinalResult;
import io.espalier.run.RunSummary.LevelResult;
import io.espalier.run.Tried;
import java.io.UncheckedIOException;
import java.util.Map;

/** {@code summary.json}: equal summaries are equal text, byte for byte. */
public final class SummaryFile {
  /** Name of the file in a run's folder. */
  public static final String NAME = "summary.json";

  static final JsonMapper MAPPER = new JsonMapper();

  private static final ObjectWriter WRITER =
      MAPPER.writer(
          new DefaultPrettyPrinter()
              .withObjectIndenter(new DefaultIndenter("  ", "\n"))
              .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private SummaryFile() {}

  /** The summary as indented JSON that ends with a line break. */
  public static String write(RunSummary summary) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("run", summary.run()).put("seed", summary.seed());
    json.set("dense", dense(summary.dense()));
    ArrayNode levels = json.putArray("levels");
    summary.levels().forEach(level -> levels.add(level(level)));
    summary.last().ifPresent(last -> json.set("final", last(last)));
    ObjectNode artifacts = json.putObject("artifacts");
    summary.artifacts().forEach(artifacts::put);
    try {
      return WRITER.writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The summary that was written as this text.
   *
   * @throws IllegalArgumentException naming the first thing that is missing or of a wrong kind
   */
  public static RunSummary read(String text) {
    return SummaryReader.read(text);
  }

  private static ObjectNode dense(DenseResult dense) {
    ObjectNode json = MAPPER.createObjectNode();
    if (!dense.metrics().isEmpty()) {
      json.set("metrics", numbers(dense.metrics()));
    }
    test(json, dense.test());
    json.put("parameters", dense.parameters()).put("macs-per-step", dense.macsPerStep());
    ExaminationJson.write(dense.examination(), json);
    return json;
  }

  private static ObjectNode level(LevelResult level) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("level", level.level()).put("granularity", level.pruned().granularity());
    json.put("sparsity", level.pruned().sparsity());
    json.put("weights-pruned", level.pruned().weights());
    json.set("metrics", numbers(level.metrics()));
    level.fidelity().forEach(json::put);
    if (!level.pruned().beforeRecovery().isEmpty()) {
      json.set("before-recovery", numbers(level.pruned().beforeRecovery()));
    }
    if (!level.notices().isEmpty()) {
      level.notices().forEach(json.putArray("notices")::add);
    }
    level.tried().ifPresent(tried -> json.set("until", tried(tried)));
    return json;
  }

  private static ObjectNode last(FinalResult last) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("sparsity", last.sparsity());
    json.set("metrics", numbers(last.metrics()));
    test(json, last.test());
    json.put("parameters", last.size().parameters())
        .put("nonzeros", last.size().nonzeros())
        .put("macs-per-step", last.size().macsPerStep())
        .put("bytes", last.size().bytes())
        .put("training-multiply-adds", last.trainingMultiplyAdds());
    ExaminationJson.write(last.examination(), json);
    return json;
  }

  private static ObjectNode tried(Tried tried) {
    return MAPPER
        .createObjectNode()
        .put("limit", tried.key())
        .put("most", tried.most())
        .put("reached", tried.reached())
        .put("within", tried.isWithin())
        .put("chosen", tried.isChosen());
  }

  private static void test(ObjectNode json, Map<String, Double> test) {
    if (!test.isEmpty()) {
      json.set("test", numbers(test));
    }
  }

  static ObjectNode numbers(Map<String, Double> numbers) {
    ObjectNode json = MAPPER.createObjectNode();
    numbers.forEach(json::put);
    return json;
  }
}
