package io.espalier.report;

/** What the lines and marks of a chart stand for. */
final class Legend {
  private final Markup markup = new Markup().open("p", "class", "legend");

  Legend dot(String series, String label) {
    return entry(
        label, new Markup().empty("circle", "class", "dot " + series, "cx", 9, "cy", 6, "r", 4));
  }

  Legend diamond(String series, String label) {
    return entry(
        label, new Markup().empty("path", "class", "dot " + series, "d", "M9 1L14 6L9 11L4 6Z"));
  }

  Legend dashes(String style, String label) {
    return entry(
        label, new Markup().empty("line", "class", style, "x1", 0, "x2", 18, "y1", 6, "y2", 6));
  }

  Markup markup() {
    return new Markup().add(markup).close("p");
  }

  private Legend entry(String label, Markup mark) {
    markup.open("span");
    markup.open("svg", "viewBox", "0 0 18 12", "aria-hidden", "true").add(mark).close("svg");
    markup.text(label).close("span");
    return this;
  }
}
