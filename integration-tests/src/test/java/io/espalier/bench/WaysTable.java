package io.espalier.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the runs of {@link WaysBench} came to: means over seeds, and from least to most. */
final class WaysTable {
  private static final List<String> METRICS =
      List.of("accuracy", "rmse", "bits-per-character", "bits-per-token", "perplexity");

  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, List<Run>> ways = new TreeMap<>();

  private record Run(Quality dense, Quality pruned, double nonzeros, double work, double seconds) {}

  private record Quality(String metric, double value) {
    /** Fractions in per cent. */
    double shown() {
      return metric.equals("accuracy") ? 100 * value : value;
    }
  }

  static void print(Path results) throws IOException {
    WaysTable table = new WaysTable();
    for (String line : Files.readAllLines(results)) {
      table.add(line.split("\t"));
    }
    System.out.println(
        "| data | way | seeds | metric | dense | pruned | non-zero weights | work of training |"
            + " took |\n"
            + "|---|---|---|---|---|---|---|---|---|");
    table.ways.forEach(WaysTable::print);
  }

  private void add(String[] cells) throws IOException {
    JsonNode summary = json.readTree(cells[4]);
    JsonNode last = summary.path("final");
    if (last.isMissingNode()) {
      return;
    }
    JsonNode dense = summary.path("dense");
    double parameters = dense.path("parameters").asDouble();
    ways.computeIfAbsent("%s | %s".formatted(cells[0], cells[2]), way -> new ArrayList<>())
        .add(
            new Run(
                quality(dense.path("test")),
                quality(last.path("test")),
                last.path("nonzeros").asDouble() / parameters,
                last.path("training-multiply-adds").asDouble(),
                Double.parseDouble(cells[3])));
  }

  private static Quality quality(JsonNode metrics) {
    return METRICS.stream()
        .filter(metrics::has)
        .findFirst()
        .map(metric -> new Quality(metric, metrics.get(metric).asDouble()))
        .orElse(new Quality("", Double.NaN));
  }

  private static void print(String way, List<Run> runs) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %s | %s | %s | %.1f %% | %.2e | %.0f s |%n",
        way,
        runs.size(),
        runs.get(0).pruned().metric(),
        spread(runs.stream().map(Run::dense)),
        spread(runs.stream().map(Run::pruned)),
        100 * runs.stream().mapToDouble(Run::nonzeros).average().orElseThrow(),
        runs.stream().mapToDouble(Run::work).average().orElseThrow(),
        runs.stream().mapToDouble(Run::seconds).average().orElseThrow());
  }

  private static String spread(Stream<Quality> all) {
    List<Quality> qualities = all.toList();
    DoubleSummaryStatistics numbers =
        qualities.stream().mapToDouble(Quality::shown).summaryStatistics();
    String form = qualities.get(0).metric().equals("accuracy") ? "%.1f" : "%.3f";
    return Double.isNaN(numbers.getAverage())
        ? "none"
        : String.format(
            Locale.ROOT,
            form + " (" + form + " to " + form + ")",
            numbers.getAverage(),
            numbers.getMin(),
            numbers.getMax());
  }
}
