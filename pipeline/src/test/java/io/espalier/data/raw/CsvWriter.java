package io.espalier.data.raw;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes delimited text by RFC 4180 with marks at random, and reads it as naively as can be. */
final class CsvWriter {
  private static final String[] PIECES = {
    "a", "Z", "7", " ", ",", ";", "\t", "|", "\"", "'", "#", "\n", "\r\n", "é", "€", "中", "😀",
    "\\", "NA"
  };

  private final Random random;
  private final String delimiter;
  private final String quote;
  private final String end;

  CsvWriter(Random random) {
    this.random = random;
    this.delimiter = List.of(",", ";", "\t", "|").get(random.nextInt(4));
    this.quote = random.nextBoolean() ? "\"" : "'";
    this.end = random.nextBoolean() ? "\n" : "\r\n";
  }

  String delimiter() {
    return delimiter;
  }

  Dialect dialect(String encoding, String decimal) {
    return new Dialect(delimiter, quote, "", "", encoding, RoundTripProperties.cells(decimal));
  }

  /** Characters of every kind, the first a visible one. */
  String anyText() {
    StringBuilder text = new StringBuilder("x");
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  /** A name in one line that every encoding has. */
  String word() {
    return List.of("yes", "no thanks", "5\" pipe", "it's", "a,b;c", "#1").get(random.nextInt(6));
  }

  /** A row; cells are quoted where they must be, and sometimes where they need not. */
  String line(List<String> cells) {
    List<String> written = new ArrayList<>();
    for (String cell : cells) {
      boolean isBare =
          !cell.contains(delimiter)
              && !cell.contains(quote)
              && !cell.contains("\n")
              && cell.equals(cell.strip())
              && random.nextInt(4) > 0;
      written.add(isBare ? cell : quote + cell.replace(quote, quote + quote) + quote);
    }
    return String.join(delimiter, written) + end;
  }

  static List<List<String>> independentlyRead(String text, CsvWriter marks) {
    char quote = marks.quote.charAt(0);
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean isQuoted = false;
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next == quote && isQuoted && i + 1 < text.length() && text.charAt(i + 1) == quote) {
        cell.append(text.charAt(++i));
      } else if (next == quote) {
        isQuoted = !isQuoted;
      } else if (isQuoted || next != marks.delimiter.charAt(0) && !text.startsWith(marks.end, i)) {
        cell.append(next);
      } else {
        row.add(cell.toString());
        cell.setLength(0);
        if (next != marks.delimiter.charAt(0)) {
          i += marks.end.length() - 1;
          rows.add(row);
          row = new ArrayList<>();
        }
      }
    }
    return rows;
  }
}
