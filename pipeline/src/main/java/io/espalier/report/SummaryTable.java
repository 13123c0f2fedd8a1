package io.espalier.report;

import io.espalier.run.RunSummary;
import io.espalier.run.RunSummary.FinalResult;
import java.util.List;

/** A summary for the terminal. */
public final class SummaryTable {
  private SummaryTable() {}

  /** Metrics of the dense network, each level and both tests, then sizes and artefacts. */
  public static String render(RunSummary summary) {
    LevelTable levels = new LevelTable(summary);
    TextTable metrics = new TextTable(levels.head(), 2);
    levels.rows().forEach(metrics::row);
    StringBuilder text = new StringBuilder();
    text.append("%s (seed %d)\n\n".formatted(summary.run(), summary.seed()));
    text.append(metrics.render());
    if (!summary.hasDense()) {
      text.append(LevelTable.NO_DENSE).append('\n');
    }
    if (!levels.notices().isEmpty()) {
      text.append('\n');
      levels.notices().forEach(notice -> text.append("  ").append(notice).append('\n'));
    }
    summary.last().ifPresent(last -> text.append('\n').append(sizes(summary, last)));
    text.append(RobustnessTable.text(summary));
    summary
        .last()
        .ifPresent(last -> text.append(ClassTables.text(last)).append(RequirementTable.text(last)));
    if (!summary.artifacts().isEmpty()) {
      TextTable files = new TextTable(List.of("artifact", "file"), 2);
      summary.artifacts().forEach((name, path) -> files.row(List.of(name, path)));
      text.append('\n').append(files.render());
    }
    return text.toString();
  }

  private static String sizes(RunSummary summary, FinalResult last) {
    TextTable sizes =
        new TextTable(List.of("size", "dense", "final"), 1)
            .row(row("parameters", summary.dense().parameters(), last.size().parameters()))
            .row(List.of("non-zero", "", Figures.count(last.size().nonzeros())))
            .row(
                row(
                    "multiply-adds per step",
                    summary.dense().macsPerStep(),
                    last.size().macsPerStep()));
    if (last.trainingMultiplyAdds() > 0) {
      sizes.row(
          List.of("multiply-adds of training", "", Figures.count(last.trainingMultiplyAdds())));
    }
    return summary.artifacts().isEmpty()
        ? sizes.render()
        : sizes.row(List.of("bytes", "", Figures.count(last.size().bytes()))).render();
  }

  private static List<String> row(String name, long dense, long last) {
    return List.of(name, Figures.count(dense), Figures.count(last));
  }
}
