package io.espalier.report;

import io.espalier.run.Controls.ControlResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The result of a run beside its controls. */
public final class ControlTable {
  private final List<List<String>> rows = new ArrayList<>();
  private final List<String> head;

  /**
   * @param found the result of the run, then its controls
   */
  private ControlTable(List<ControlResult> found) {
    Map<String, Double> result = found.get(0).test();
    MetricName metric = MetricName.first(result.keySet());
    this.head = List.of("network", "non-zero", metric.label() + ", test", "against the result");
    for (ControlResult one : found) {
      double value = one.test().get(metric.key());
      rows.add(
          List.of(
              one.name(),
              Figures.count(one.nonzeros()),
              metric.format(value),
              one == found.get(0) ? "" : metric.change(value, result.get(metric.key()))));
    }
  }

  /** For the terminal. */
  public static String text(List<ControlResult> found) {
    ControlTable table = new ControlTable(found);
    TextTable text = new TextTable(table.head, 1);
    table.rows.forEach(text::row);
    return text.render();
  }

  /** For the page; nothing where no controls were run. */
  static Markup card(List<ControlResult> found) {
    if (found.isEmpty()) {
      return new Markup();
    }
    ControlTable table = new ControlTable(found);
    Grid grid = new Grid(table.head);
    table.rows.forEach(grid::row);
    return grid.card(
        "Controls",
        "What pruning has to beat: a mask at random, weights that were not trained before, the"
            + " dense network trained as long, and a small one of as many parameters.");
  }
}
