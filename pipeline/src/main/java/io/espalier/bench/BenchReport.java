package io.espalier.bench;

import io.espalier.report.TextTable;
import io.espalier.store.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was measured.
 *
 * @param machine where
 * @param facts what else there is to know, by name
 * @param results in the order they were measured
 */
public record BenchReport(Machine machine, Map<String, Object> facts, List<Measurement> results) {
  /** For people. */
  public String text() {
    TextTable table =
        new TextTable(List.of("configuration", "case", "against", "ms", "baseline ms", "ratio"), 3);
    for (Measurement result : results) {
      table.row(
          List.of(
              result.configuration(),
              result.name(),
              result.against(),
              number(result.milliseconds()),
              number(result.baseline()),
              "%.2f".formatted(result.ratio())));
    }
    StringBuilder text = new StringBuilder();
    text.append(
        "%s · matrix product on one thread: large %.0f GFLOP/s, 32 x 2048 x 512 %.0f GFLOP/s%n"
            .formatted(machine.name(), machine.gemmGflops(), machine.stepGflops()));
    facts.forEach((name, fact) -> text.append("%s: %s%n".formatted(name, words(fact))));
    return text.append('\n').append(table.render()).toString();
  }

  private static String words(Object fact) {
    return fact instanceof Map<?, ?> several
        ? several.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "))
        : fact.toString();
  }

  /** For programs. */
  public String json() {
    Map<String, Object> all = new LinkedHashMap<>(facts);
    all.put("machine", machine.name());
    all.put("gemm-gflops", Measurement.rounded(machine.gemmGflops()));
    all.put("gemm-gflops-32x2048x512", Measurement.rounded(machine.stepGflops()));
    all.put("results", results.stream().map(Measurement::facts).toList());
    return new String(Json.write(all), StandardCharsets.UTF_8);
  }

  private static String number(double milliseconds) {
    return milliseconds < 1
        ? "%.4f".formatted(milliseconds)
        : milliseconds < 100 ? "%.2f".formatted(milliseconds) : "%.0f".formatted(milliseconds);
  }
}
