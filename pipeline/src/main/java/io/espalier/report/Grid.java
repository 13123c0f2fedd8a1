package io.espalier.report;

import java.util.List;

/** A table of text whose first column names the rows; scrolls by itself where it is too wide. */
final class Grid {
  private final Markup markup = new Markup();

  Grid(List<String> head) {
    markup.open("div", "class", "scroll").open("table").open("thead").open("tr");
    head.forEach(name -> markup.leaf("th", name, "scope", "col"));
    markup.close("tr").close("thead").open("tbody");
  }

  Grid row(List<String> cells) {
    markup.open("tr").leaf("th", cells.get(0), "scope", "row");
    cells.stream().skip(1).forEach(cell -> markup.leaf("td", cell));
    markup.close("tr");
    return this;
  }

  Markup markup() {
    return new Markup().add(markup).close("tbody").close("table").close("div");
  }

  /** A titled card around a table. */
  Markup card(String title, String caption) {
    Markup card = new Markup().open("section", "class", "card").leaf("h2", title);
    if (!caption.isEmpty()) {
      card.leaf("p", caption, "class", "sub");
    }
    return card.add(markup()).close("section");
  }
}
