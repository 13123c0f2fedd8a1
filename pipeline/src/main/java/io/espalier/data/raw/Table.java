package io.espalier.data.raw;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Optional;

/** Rows of a delimited text. */
interface Table {
  /**
   * @param line first line of the row, from 1
   * @param cells trimmed, unless they are quoted
   */
  record Row(long line, List<String> cells) {}

  /** A row that is none, after which others may follow; the message is the reason. */
  final class BadLine extends Exception {
    private final long line;

    BadLine(long line, String reason) {
      super(reason, null, false, false);
      this.line = line;
    }

    long line() {
      return line;
    }
  }

  /** What separates cells where nothing in the first line does. */
  enum Fallback {
    WHITE_SPACE,
    COMMA
  }

  /**
   * The next row that is not blank; empty at the end.
   *
   * @throws RefusedText if the text is no table from some line on
   */
  Optional<Row> next() throws IOException, BadLine;

  /** Line that is being read, from 1. */
  long line();

  /**
   * Opens a text. A delimiter that the dialect leaves open is tab, or else comma or semicolon,
   * whichever the first line has outside quotes.
   */
  static Table open(Reader text, Dialect dialect, Fallback fallback) throws IOException {
    BufferedReader reader = new BufferedReader(text, 1 << 16);
    String beginning = FirstLine.beginning(reader);
    Optional<String> kind = FileBeginning.kind(beginning);
    if (kind.isPresent()) {
      throw new RefusedText(0, kind.get());
    }
    String delimiter =
        dialect.delimiter().equals("auto")
            ? FirstLine.delimiter(FirstLine.of(beginning, dialect), dialect, fallback)
            : dialect.delimiter();
    return delimiter.isEmpty()
        ? new SpacedTable(reader, dialect)
        : new CsvTable(reader, delimiter.charAt(0), dialect);
  }
}
