package io.espalier.report;

import io.espalier.run.RunSummary;
import io.espalier.run.RunSummary.LevelResult;
import io.espalier.run.RunSummary.Pruned;
import io.espalier.run.Tried;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The rows of a summary: dense, each level, and both tests; for the page and for the terminal. */
final class LevelTable {
  /** What is said where quality has nothing to be compared with. */
  static final String NO_DENSE =
      "No dense network was trained (prune.when = start), so there is none to compare quality"
          + " with.";

  private static final Pruned NOTHING = new Pruned("", 0, 0);

  private static final List<String> NO_LIMIT = List.of("", "");

  private final RunSummary summary;
  private final Set<String> metrics;
  private final Set<String> fidelity = new LinkedHashSet<>();

  private final Set<String> kinds = new LinkedHashSet<>();

  /** What levels are judged by before they recover; empty where none does. */
  private final Optional<MetricName> before;

  /** What is limited, where pruning goes to a limit. */
  private final Optional<String> limited;

  /** Whether the share of weights is another one than that of what was pruned as one. */
  private final boolean hasWeights;

  LevelTable(RunSummary summary) {
    this.summary = summary;
    this.metrics = summary.metrics();
    summary.levels().forEach(level -> fidelity.addAll(level.fidelity().keySet()));
    summary.levels().forEach(level -> kinds.add(level.pruned().granularity()));
    this.before =
        summary.levels().stream().allMatch(level -> level.pruned().beforeRecovery().isEmpty())
            ? Optional.empty()
            : Optional.of(MetricName.first(metrics));
    this.limited =
        summary.levels().stream()
            .flatMap(level -> level.tried().stream())
            .map(Tried::name)
            .findFirst();
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
    limited.ifPresent(name -> head.addAll(List.of(new MetricName(name).label(), "within")));
    return head;
  }

  List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    String name = summary.hasDense() ? "dense" : "dense, not trained";
    rows.add(row(name, "validation", NOTHING, summary.dense().metrics(), Map.of(), NO_LIMIT));
    for (LevelResult level : summary.levels()) {
      List<String> row =
          row(
              name(level),
              "validation",
              level.pruned(),
              level.metrics(),
              level.fidelity(),
              level.tried().map(LevelTable::cells).orElse(NO_LIMIT));
      before.ifPresent(
          metric ->
              row.set(
                  head().indexOf(before(metric)),
                  cell(metric.key(), level.pruned().beforeRecovery())));
      rows.add(row);
    }
    if (!summary.dense().test().isEmpty()) {
      rows.add(row("dense", "test", NOTHING, summary.dense().test(), Map.of(), NO_LIMIT));
    }
    summary
        .last()
        .filter(last -> !last.test().isEmpty())
        .ifPresent(
            last ->
                rows.add(
                    row(
                        "final",
                        "test",
                        reached(),
                        last.test(),
                        last.examination().fidelity(),
                        NO_LIMIT)));
    Map<String, Double> dense = summary.dense().examination().training();
    if (!dense.isEmpty()) {
      rows.add(row("dense", "training", NOTHING, dense, Map.of(), NO_LIMIT));
    }
    summary
        .last()
        .filter(last -> !last.examination().training().isEmpty())
        .ifPresent(
            last ->
                rows.add(
                    row(
                        "final",
                        "training",
                        reached(),
                        last.examination().training(),
                        Map.of(),
                        NO_LIMIT)));
    return rows;
  }

  private static List<String> cells(Tried tried) {
    return List.of(tried.shown(), tried.isWithin() ? "yes" : "no");
  }

  /** What became of a limit, then what has to be known of each level's network, with its name. */
  List<String> notices() {
    return Stream.concat(
            Stream.concat(summary.unmet().stream(), summary.met().stream()),
            summary.levels().stream()
                .flatMap(
                    level -> level.notices().stream().map(notice -> name(level) + ": " + notice)))
        .toList();
  }

  private String name(LevelResult level) {
    String name = "level " + level.level();
    return kinds.size() < 2 ? name : "%s (%s)".formatted(name, level.pruned().granularity());
  }

  private Pruned reached() {
    int result = summary.result();
    return result == 0 ? NOTHING : summary.levels().get(result - 1).pruned();
  }

  private List<String> row(
      String network,
      String split,
      Pruned pruned,
      Map<String, Double> values,
      Map<String, Double> faithful,
      List<String> limit) {
    List<String> row = new ArrayList<>(List.of(network, split, Figures.percent(pruned.sparsity())));
    if (hasWeights) {
      row.add(Figures.percent(pruned.weights()));
    }
    metrics.forEach(name -> row.add(cell(name, values)));
    before.ifPresent(metric -> row.add(""));
    fidelity.forEach(name -> row.add(cell(name, faithful)));
    limited.ifPresent(name -> row.addAll(limit));
    return row;
  }

  private static String before(MetricName metric) {
    return metric.label() + " before recovery";
  }

  private static String cell(String name, Map<String, Double> values) {
    return values.containsKey(name) ? new MetricName(name).format(values.get(name)) : "";
  }
}
