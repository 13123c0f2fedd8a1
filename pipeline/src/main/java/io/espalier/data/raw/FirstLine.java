package io.espalier.data.raw;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.regex.Pattern;

/** The first line of a table that is neither blank nor comment, and which delimiter it shows. */
final class FirstLine {
  private static final int SIGHT = 1 << 14;

  private FirstLine() {}

  /** The beginning of a text; the reader stays where it is. */
  static String beginning(BufferedReader reader) throws IOException {
    char[] beginning = new char[SIGHT];
    reader.mark(SIGHT);
    int length = 0;
    int read = reader.read(beginning);
    while (read > 0) {
      length += read;
      read = reader.read(beginning, length, SIGHT - length);
    }
    reader.reset();
    return new String(beginning, 0, length);
  }

  /** The line, as far as the beginning of a text has it. */
  static String of(String beginning, Dialect dialect) {
    return beginning
        .lines()
        .filter(line -> !line.isBlank() && !isComment(line, dialect))
        .findFirst()
        .orElse("");
  }

  static boolean isComment(String line, Dialect dialect) {
    return !dialect.comment().isEmpty() && line.startsWith(dialect.comment());
  }

  /**
   * The delimiter in a line; empty for white space.
   *
   * @throws RefusedText if there are two that could be it
   */
  static String delimiter(String line, Dialect dialect, Table.Fallback fallback)
      throws RefusedText {
    String bare = unquoted(line, dialect.quote());
    boolean hasComma = !dialect.notation().decimal().equals(",") && bare.indexOf(',') >= 0;
    boolean hasSemicolon = bare.indexOf(';') >= 0;
    if (bare.indexOf('\t') >= 0) {
      return "\t";
    }
    if (hasComma && hasSemicolon) {
      throw new RefusedText(
          0,
          "has commas and semicolons in its first line; say data.source.delimiter, and"
              + " data.source.decimal = \",\" if commas are decimal marks");
    }
    return hasSemicolon
        ? ";"
        : hasComma || fallback == Table.Fallback.COMMA && !dialect.notation().decimal().equals(",")
            ? ","
            : fallback == Table.Fallback.COMMA ? ";" : "";
  }

  /** The line without its quoted cells, which begin where a cell can and end in the line. */
  private static String unquoted(String line, String quote) {
    if (quote.isEmpty()) {
      return line;
    }
    String mark = Pattern.quote(quote);
    return Pattern.compile("(^|[\t,;]) *" + mark + "[^" + mark + "]*" + mark)
        .matcher(line)
        .replaceAll("$1");
  }
}
