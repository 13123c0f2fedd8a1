package io.espalier.report;

import io.espalier.data.DatasetInfo;
import io.espalier.data.DatasetInfo.SplitInfo;
import io.espalier.data.Split;
import java.util.List;

/** What the dataset holds. */
final class DatasetCard {
  private static final int LISTED = 12;

  private DatasetCard() {}

  static Markup of(DatasetInfo info) {
    Grid grid = new Grid(List.of("split", "sequences", "steps", "length", "filled"));
    for (Split split : Split.values()) {
      if (info.splits().containsKey(split)) {
        grid.row(row(split, info.split(split)));
      }
    }
    Markup card = new Markup().open("section", "class", "card").leaf("h2", "Data");
    card.leaf("p", facts(info), "class", "sub").add(grid.markup());
    card.leaf("p", "length: shortest / median / longest; filled: missing values", "class", "note");
    return card.close("section");
  }

  /** The task and its input and output in one line. */
  static String facts(DatasetInfo info) {
    String task = info.task().name().replace('-', ' ');
    String input =
        info.input().isTokens()
            ? Figures.count(info.input().vocabulary().size()) + " tokens"
            : names(info.input().features(), "feature");
    String output =
        switch (info.task().truth()) {
          case LABEL -> " → " + names(info.output().classes(), "class");
          case NEXT_TOKEN -> " → next token";
          case NUMBERS -> " → " + info.output().said(names(info.output().targets(), "target"));
        };
    return task + " · " + input + output;
  }

  private static String names(List<String> names, String kind) {
    String plural = kind.endsWith("s") ? kind + "es" : kind + "s";
    String count = "%d %s".formatted(names.size(), names.size() == 1 ? kind : plural);
    return names.size() > LISTED ? count : "%s (%s)".formatted(count, String.join(", ", names));
  }

  private static List<String> row(Split split, SplitInfo info) {
    List<Integer> lengths = info.lengths();
    String length =
        lengths.size() == 5
            ? "%d / %d / %d".formatted(lengths.get(0), lengths.get(2), lengths.get(4))
            : "";
    return List.of(
        split.folder(),
        Figures.count(info.sequences()),
        Figures.count(info.steps()),
        length,
        Figures.count(info.missing()));
  }
}
