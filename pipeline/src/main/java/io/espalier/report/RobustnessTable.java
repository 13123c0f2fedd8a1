package io.espalier.report;

import io.espalier.run.Evaluator.Disturbed;
import io.espalier.run.RunSummary;
import io.espalier.run.RunSummary.FinalResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The dense and the final network side by side on disturbed test data. */
final class RobustnessTable {
  private final MetricName metric;
  private final boolean hasDense;
  private final List<List<String>> rows = new ArrayList<>();

  private RobustnessTable(RunSummary summary, FinalResult last) {
    this.metric = MetricName.first(summary.metrics());
    this.hasDense = summary.hasDense();
    Optional<Map<String, Double>> dense =
        hasDense ? Optional.of(summary.dense().test()) : Optional.empty();
    rows.add(row("undisturbed", "", dense, last.test()));
    List<Disturbed> before = summary.dense().examination().robustness();
    List<Disturbed> tried = last.examination().robustness();
    for (int i = 0; i < tried.size(); i++) {
      Disturbed now = tried.get(i);
      rows.add(
          row(
              now.kind().replace('-', ' '),
              String.format(Locale.ROOT, "%s", now.strength()),
              i < before.size() ? Optional.of(before.get(i).metrics()) : Optional.empty(),
              now.metrics()));
    }
  }

  private static Optional<RobustnessTable> of(RunSummary summary) {
    return summary
        .last()
        .filter(last -> !last.examination().robustness().isEmpty())
        .map(last -> new RobustnessTable(summary, last));
  }

  /** For the terminal; nothing where nothing was tried. */
  static String text(RunSummary summary) {
    return of(summary)
        .map(
            found -> {
              TextTable table = new TextTable(found.head(), 1);
              found.rows.forEach(table::row);
              return "\n" + table.render();
            })
        .orElse("");
  }

  /** For the page; nothing where nothing was tried. */
  static Markup card(RunSummary summary) {
    return of(summary)
        .map(
            found -> {
              Grid grid = new Grid(found.head());
              found.rows.forEach(grid::row);
              return grid.card(
                  "Robustness, test",
                  "%s, %s. Noise and fgsm are in standard deviations of normalised features, the others are fractions."
                      .formatted(found.metric.label(), found.metric.direction()));
            })
        .orElseGet(Markup::new);
  }

  private List<String> head() {
    return hasDense
        ? List.of("robustness, test", "strength", "dense", "final", "change")
        : List.of("robustness, test", "strength", "final");
  }

  private List<String> row(
      String kind, String strength, Optional<Map<String, Double>> dense, Map<String, Double> last) {
    List<String> row = new ArrayList<>(List.of(kind, strength));
    double now = last.get(metric.key());
    if (hasDense) {
      double before = dense.map(values -> values.get(metric.key())).orElse(Double.NaN);
      row.add(metric.format(before));
      row.add(metric.format(now));
      row.add(metric.change(now, before));
    } else {
      row.add(metric.format(now));
    }
    return row;
  }
}
