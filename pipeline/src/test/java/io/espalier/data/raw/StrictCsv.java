package io.espalier.data.raw;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * RFC 4180 with commas and double quotes, blanks around cells and marks of byte order before lines
 * passed over, as one reads it aloud.
 */
public final class StrictCsv {
  private final String text;
  private int at;

  private StrictCsv(String text) {
    this.text = text;
  }

  /** Rows that are not blank; empty if the text breaks the rules. */
  public static Optional<List<List<String>>> rows(String file) {
    String text = file.replace("\r\n", "\n").replace('\r', '\n').replaceAll("(?md)^\ufeff+", "");
    StrictCsv csv = new StrictCsv(text);
    List<List<String>> rows = new ArrayList<>();
    while (csv.at < text.length()) {
      List<String> row = new ArrayList<>();
      do {
        Optional<String> cell = csv.cell();
        if (cell.isEmpty()) {
          return Optional.empty();
        }
        row.add(cell.get());
      } while (csv.skips(','));
      csv.skips('\n');
      if (row.stream().anyMatch(cell -> !cell.isEmpty())) {
        rows.add(row);
      }
    }
    return Optional.of(rows);
  }

  private boolean skips(char mark) {
    boolean isThere = at < text.length() && text.charAt(at) == mark;
    at += isThere ? 1 : 0;
    return isThere;
  }

  private boolean isEnd() {
    return at == text.length() || text.charAt(at) == ',' || text.charAt(at) == '\n';
  }

  private Optional<String> cell() {
    while (skips(' ') || skips('\t')) {}
    StringBuilder cell = new StringBuilder();
    if (!skips('"')) {
      while (!isEnd()) {
        cell.append(text.charAt(at++));
      }
      return Optional.of(cell.toString().strip());
    }
    while (at < text.length()) {
      if (!skips('"')) {
        cell.append(text.charAt(at++));
      } else if (skips('"')) {
        cell.append('"');
      } else {
        while (skips(' ') || skips('\t')) {}
        return isEnd() ? Optional.of(cell.toString()) : Optional.empty();
      }
    }
    return Optional.empty();
  }
}
