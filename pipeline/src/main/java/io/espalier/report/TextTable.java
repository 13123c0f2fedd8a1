package io.espalier.report;

import io.espalier.model.Printable;
import java.util.ArrayList;
import java.util.List;

/** Columns of text that stand under each other: words to the left, numbers to the right. */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();
  private final int words;

  /**
   * @param words how many of the first columns hold words
   */
  public TextTable(List<String> head, int words) {
    rows.add(printable(head));
    this.words = words;
  }

  public TextTable row(List<String> cells) {
    rows.add(printable(cells));
    return this;
  }

  private static List<String> printable(List<String> cells) {
    return cells.stream().map(Printable::line).toList();
  }

  /** Lines without trailing spaces, each ended. */
  public String render() {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int column = 0; column < row.size(); column++) {
        widths[column] = Math.max(widths[column], width(row.get(column)));
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String padding = " ".repeat(widths[column] - width(row.get(column)));
        String cell = row.get(column);
        line.append(GAP).append(column < words ? cell + padding : padding + cell);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
