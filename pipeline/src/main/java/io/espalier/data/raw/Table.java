package io.espalier.data.raw;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.LineNumberReader;
import java.io.Reader;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Rows of a delimited text. */
interface Table {
  /**
   * @param line first line of the row, from 1
   * @param cells trimmed
   */
  record Row(long line, List<String> cells) {}

  /** Text that is no table from some line on; the message is the reason. */
  final class Malformed extends Exception {
    Malformed(String reason) {
      super(reason, null, false, false);
    }
  }

  /** The next row that is not blank; empty at the end. */
  Optional<Row> next() throws IOException, Malformed;

  /** Line that is being read, from 1. */
  long line();

  /**
   * Opens a text.
   *
   * @param delimiter one character; {@code auto} takes the first of tab, comma and semicolon that
   *     the first line has, and white space if it has none
   */
  static Table open(Reader text, String delimiter) throws IOException {
    BufferedReader reader = new BufferedReader(text);
    if (!delimiter.equals("auto")) {
      return new CsvTable(reader, delimiter.charAt(0));
    }
    String head = head(reader);
    for (char candidate : new char[] {'\t', ',', ';'}) {
      if (head.indexOf(candidate) >= 0) {
        return new CsvTable(reader, candidate);
      }
    }
    return new SpacedTable(reader);
  }

  private static String head(BufferedReader reader) throws IOException {
    char[] beginning = new char[4096];
    reader.mark(beginning.length);
    int length = 0;
    int read = reader.read(beginning);
    while (read > 0) {
      length += read;
      read = reader.read(beginning, length, beginning.length - length);
    }
    reader.reset();
    return new String(beginning, 0, length).lines().findFirst().orElse("");
  }

  /** Cells apart by white space, without quotes. */
  final class SpacedTable implements Table {
    private final LineNumberReader reader;

    private SpacedTable(Reader reader) {
      this.reader = new LineNumberReader(reader);
    }

    @Override
    public Optional<Row> next() throws IOException {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank()) {
          return Optional.of(
              new Row(reader.getLineNumber(), Arrays.asList(line.strip().split("\\s+"))));
        }
      }
      return Optional.empty();
    }

    @Override
    public long line() {
      return reader.getLineNumber() + 1L;
    }
  }
}
