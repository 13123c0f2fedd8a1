package io.espalier.report;

import io.espalier.run.RunSummary;
import io.espalier.run.RunSummary.FinalResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Training, validation and test data side by side, for the dense and the final network. */
final class GeneralisationTable {
  private GeneralisationTable() {}

  /** Nothing before the final evaluation. */
  static Markup of(RunSummary summary) {
    Optional<FinalResult> last = summary.last().filter(found -> !found.test().isEmpty());
    if (last.isEmpty() || last.get().examination().training().isEmpty()) {
      return new Markup();
    }
    boolean both = summary.hasDense();
    List<String> head = new ArrayList<>(List.of(""));
    if (both) {
      head.addAll(List.of("dense, training", "validation", "test"));
    }
    head.addAll(List.of("final, training", "validation", "test"));
    Grid grid = new Grid(head);
    for (String key : last.get().test().keySet()) {
      MetricName metric = new MetricName(key);
      List<String> row = new ArrayList<>(List.of(metric.label()));
      if (both) {
        row.add(cell(metric, summary.dense().examination().training()));
        row.add(cell(metric, summary.dense().metrics()));
        row.add(cell(metric, summary.dense().test()));
      }
      row.add(cell(metric, last.get().examination().training()));
      row.add(cell(metric, last.get().metrics()));
      row.add(cell(metric, last.get().test()));
      grid.row(row);
    }
    return grid.card(
        "Generalisation",
        "The whole of each split. A network that does much better on what it was trained on than"
            + " elsewhere has learned that by heart.");
  }

  private static String cell(MetricName metric, Map<String, Double> values) {
    return values.containsKey(metric.key()) ? metric.format(values.get(metric.key())) : "";
  }
}
