package io.espalier.report;

import io.espalier.run.RunSummary;
import io.espalier.run.RunSummary.LevelResult;
import io.espalier.run.RunSummary.Pruned;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rows of a summary: dense, each level, and both tests; for the page and for the terminal. */
final class LevelTable {
  /** What is said where quality has nothing to be compared with. */
  static final String NO_DENSE =
      "No dense network was trained (prune.when = start), so there is none to compare quality"
          + " with.";

  private static final Pruned NOTHING = new Pruned("", 0, 0);

  private final RunSummary summary;
  private final Set<String> metrics;
  private final Set<String> fidelity = new LinkedHashSet<>();

  private final Set<String> kinds = new LinkedHashSet<>();

  /** What levels are judged by before they recover; empty where none does. */
  private final Optional<MetricName> before;

  /** Whether the share of weights is another one than that of what was pruned as one. */
  private final boolean hasWeights;

  LevelTable(RunSummary summary) {
    this.summary = summary;
    this.metrics = summary.metrics();
    summary.levels().forEach(level -> fidelity.addAll(level.fidelity().keySet()));
    summary.levels().forEach(level -> kinds.add(level.pruned().granularity()));
    this.before =
        summary.levels().stream().allMatch(level -> level.beforeRecovery().isEmpty())
            ? Optional.empty()
            : Optional.of(MetricName.first(metrics));
    this.hasWeights =
        summary.levels().stream()
            .map(LevelResult::pruned)
            .anyMatch(pruned -> Math.abs(pruned.sparsity() - pruned.weights()) > 5e-4);
  }

  List<String> head() {
    List<String> head = new ArrayList<>(List.of("network", "split", "pruned"));
    if (hasWeights) {
      head.add("of weights");
    }
    metrics.forEach(name -> head.add(new MetricName(name).label()));
    before.ifPresent(metric -> head.add(before(metric)));
    fidelity.forEach(name -> head.add(new MetricName(name).label()));
    return head;
  }

  List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    String name = summary.hasDense() ? "dense" : "dense, not trained";
    rows.add(row(name, "validation", NOTHING, summary.dense().metrics(), Map.of()));
    for (LevelResult level : summary.levels()) {
      List<String> row =
          row(name(level), "validation", level.pruned(), level.metrics(), level.fidelity());
      before.ifPresent(
          metric ->
              row.set(head().indexOf(before(metric)), cell(metric.key(), level.beforeRecovery())));
      rows.add(row);
    }
    if (!summary.dense().test().isEmpty()) {
      rows.add(row("dense", "test", NOTHING, summary.dense().test(), Map.of()));
    }
    summary
        .last()
        .filter(last -> !last.test().isEmpty())
        .ifPresent(
            last ->
                rows.add(
                    row("final", "test", reached(), last.test(), last.examination().fidelity())));
    Map<String, Double> dense = summary.dense().examination().training();
    if (!dense.isEmpty()) {
      rows.add(row("dense", "training", NOTHING, dense, Map.of()));
    }
    summary
        .last()
        .map(last -> last.examination().training())
        .filter(values -> !values.isEmpty())
        .ifPresent(values -> rows.add(row("final", "training", reached(), values, Map.of())));
    return rows;
  }

  /** What has to be known of each level's network, with the level's name. */
  List<String> notices() {
    return summary.levels().stream()
        .flatMap(level -> level.notices().stream().map(notice -> name(level) + ": " + notice))
        .toList();
  }

  private String name(LevelResult level) {
    String name = "level " + level.level();
    return kinds.size() < 2 ? name : "%s (%s)".formatted(name, level.pruned().granularity());
  }

  private Pruned reached() {
    return summary.levels().get(summary.levels().size() - 1).pruned();
  }

  private List<String> row(
      String network,
      String split,
      Pruned pruned,
      Map<String, Double> values,
      Map<String, Double> faithful) {
    List<String> row = new ArrayList<>(List.of(network, split, Figures.percent(pruned.sparsity())));
    if (hasWeights) {
      row.add(Figures.percent(pruned.weights()));
    }
    metrics.forEach(name -> row.add(cell(name, values)));
    before.ifPresent(metric -> row.add(""));
    fidelity.forEach(name -> row.add(cell(name, faithful)));
    return row;
  }

  private static String before(MetricName metric) {
    return metric.label() + " before recovery";
  }

  private static String cell(String name, Map<String, Double> values) {
    return values.containsKey(name) ? new MetricName(name).format(values.get(name)) : "";
  }
}
