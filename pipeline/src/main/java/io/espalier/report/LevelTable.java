package io.espalier.report;

import io.espalier.run.RunSummary;
import io.espalier.run.RunSummary.LevelResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rows of a summary: dense, each level, and both tests; for the page and for the terminal. */
final class LevelTable {
  /** What is said where quality has nothing to be compared with. */
  static final String NO_DENSE =
      "No dense network was trained (prune.when = start), so there is none to compare quality with.";

  private final RunSummary summary;
  private final Set<String> metrics;
  private final Set<String> fidelity = new LinkedHashSet<>();

  LevelTable(RunSummary summary) {
    this.summary = summary;
    this.metrics = summary.metrics();
    summary.levels().forEach(level -> fidelity.addAll(level.fidelity().keySet()));
  }

  List<String> head() {
    List<String> head = new ArrayList<>(List.of("network", "split", "pruned"));
    metrics.forEach(name -> head.add(new MetricName(name).label()));
    fidelity.forEach(name -> head.add(new MetricName(name).label()));
    return head;
  }

  List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    String dense = summary.hasDense() ? "dense" : "dense, not trained";
    rows.add(row(dense, "validation", 0, summary.dense().metrics(), Map.of()));
    for (LevelResult level : summary.levels()) {
      String name = "level " + level.level();
      rows.add(row(name, "validation", level.sparsity(), level.metrics(), level.fidelity()));
    }
    if (!summary.dense().test().isEmpty()) {
      rows.add(row("dense", "test", 0, summary.dense().test(), Map.of()));
    }
    summary
        .last()
        .filter(last -> !last.test().isEmpty())
        .ifPresent(last -> rows.add(row("final", "test", last.sparsity(), last.test(), Map.of())));
    return rows;
  }

  private List<String> row(
      String network,
      String split,
      double sparsity,
      Map<String, Double> values,
      Map<String, Double> faithful) {
    List<String> row = new ArrayList<>(List.of(network, split, Figures.percent(sparsity)));
    metrics.forEach(name -> row.add(cell(name, values)));
    fidelity.forEach(name -> row.add(cell(name, faithful)));
    return row;
  }

  private static String cell(String name, Map<String, Double> values) {
    return values.containsKey(name) ? new MetricName(name).format(values.get(name)) : "";
  }
}
