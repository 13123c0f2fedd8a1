package io.espalier.report;

import io.espalier.run.Requirement;
import io.espalier.run.RunSummary.FinalResult;
import java.util.List;

/** What was asked of the final network, for the page and for the terminal. */
final class RequirementTable {
  private static final List<String> HEAD = List.of("required", "reached, test", "limit", "met");

  private RequirementTable() {}

  /** Nothing where nothing was asked. */
  static String text(FinalResult last) {
    List<Requirement> asked = last.examination().requirements();
    if (asked.isEmpty()) {
      return "";
    }
    TextTable table = new TextTable(HEAD, 1);
    asked.forEach(requirement -> table.row(row(requirement)));
    return "\n" + table.render();
  }

  /** The same as a card. */
  static Markup card(FinalResult last) {
    List<Requirement> asked = last.examination().requirements();
    if (asked.isEmpty()) {
      return new Markup();
    }
    Grid grid = new Grid(HEAD);
    asked.forEach(requirement -> grid.row(row(requirement)));
    return grid.card(
        "Required",
        last.unmet().isEmpty()
            ? "All that evaluate.require asks for is met."
            : "Not all that evaluate.require asks for is met; nothing was promoted.");
  }

  private static String figure(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) >= 10;
    return whole ? Figures.count((long) value) : Figures.number(value);
  }

  private static List<String> row(Requirement requirement) {
    return List.of(
        requirement.name(),
        figure(requirement.value()),
        requirement.bound() + " " + figure(requirement.limit()),
        requirement.isMet() ? "yes" : "no");
  }
}
