package io.espalier.report;

import io.espalier.run.RunDetails;
import io.espalier.run.RunDetails.NetworkCost;
import io.espalier.run.RunSummary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One page about one run that needs nothing else: no script, no font, no picture from anywhere.
 * Readable on a phone and a wide screen, light and dark.
 */
public final class HtmlReport {
  /** Name of the file in a run's folder. */
  public static final String NAME = "report.html";

  private HtmlReport() {}

  /** The page as text, to be written in UTF-8. Equal records make equal pages. */
  public static String render(RunSummary summary, RunDetails details) {
    Markup page = begin(summary.run() + " · Espalier");
    page.open("header").leaf("h1", summary.run());
    page.leaf("p", DatasetCard.facts(details.dataset()) + " · seed " + summary.seed());
    page.close("header").open("main").add(Tiles.of(summary, details));
    page.open("div", "class", "columns");
    page.add(QualityChart.of(summary)).add(TrainingChart.of(details));
    Optional<NetworkCost> result = result(summary, details);
    if (result.isPresent()) {
      page.add(DensityMap.byGate(details, result.get())).add(DensityMap.byLevel(details));
    }
    page.close("div").add(levels(summary));
    summary.last().ifPresent(last -> page.add(RequirementTable.card(last)));
    page.add(RobustnessTable.card(summary));
    page.add(GeneralisationTable.of(summary)).open("div", "class", "columns");
    page.add(ClassTables.of(summary)).close("div").open("div", "class", "columns");
    if (result.isPresent()) {
      page.add(CostTable.of(details, result.get()));
      page.add(CostTable.units(details, result.get())).add(CostTable.matrices(result.get()));
    }
    page.close("div").add(RoundsCard.of(details)).add(DatasetCard.of(details.dataset()));
    page.add(ProvenanceCard.of(details, summary.artifacts())).close("main");
    return "<!DOCTYPE html>\n" + page.close("body").close("html");
  }

  /** A page up to the beginning of its body. */
  static Markup begin(String title) {
    Markup page = new Markup().open("html", "lang", "en").open("head");
    page.empty("meta", "charset", "utf-8");
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.empty("meta", "name", "color-scheme", "content", "light dark");
    page.leaf("title", title);
    return page.open("style").raw(style()).close("style").close("head").open("body");
  }

  private static Optional<NetworkCost> result(RunSummary summary, RunDetails details) {
    return details.networks().stream().skip(summary.result()).findFirst();
  }

  private static Markup levels(RunSummary summary) {
    LevelTable table = new LevelTable(summary);
    Grid grid = new Grid(table.head());
    table.rows().forEach(grid::row);
    String once = "Test data is touched once, at the end.";
    Markup card = grid.card("Levels", summary.hasDense() ? once : once + " " + LevelTable.NO_DENSE);
    if (!table.notices().isEmpty()) {
      Markup notices = new Markup().open("section", "class", "card").leaf("h2", "To be known");
      table.notices().forEach(notice -> notices.leaf("p", notice));
      card.add(notices.close("section"));
    }
    return card;
  }

  private static String style() {
    try (InputStream style = HtmlReport.class.getResourceAsStream("report.css")) {
      return new String(style.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
