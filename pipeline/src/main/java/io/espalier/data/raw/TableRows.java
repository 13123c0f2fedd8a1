package io.espalier.data.raw;

import io.espalier.data.Parsed;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Optional;

/** Iterates over a table, which is opened when its first row is asked for. */
abstract class TableRows extends ParsedRows {
  private final Reader text;
  private final Dialect dialect;
  private final Table.Fallback fallback;
  private Optional<Table> table = Optional.empty();

  TableRows(String file, Reader text, Dialect dialect, Table.Fallback fallback) {
    super(file);
    this.text = text;
    this.dialect = dialect;
    this.fallback = fallback;
  }

  /** The next row of the table; empty at the end. */
  final Optional<Table.Row> row() throws IOException, Table.BadLine {
    if (table.isEmpty()) {
      table = Optional.of(Table.open(text, dialect, fallback));
    }
    return table.get().next();
  }

  /** The first row as names of columns; none if the table is empty. */
  final List<String> header() throws IOException {
    try {
      return row().map(Table.Row::cells).orElse(List.of());
    } catch (Table.BadLine e) {
      throw new RefusedText(e.line(), e.getMessage());
    }
  }

  /** Refuses a cell over several lines where no cell can be so: a quote may have swallowed rows. */
  static void checkLines(Table.Row row, String cell) throws RefusedText {
    if (cell.indexOf('\n') >= 0 || cell.indexOf('\r') >= 0) {
      throw new RefusedText(
          row.line(),
          "a quote opened in this row closes only lines later; if quotes are text, say"
              + " data.source.quote = \"\"");
    }
  }

  @Override
  final Optional<Parsed> advance() throws IOException {
    try {
      return parsed();
    } catch (Table.BadLine e) {
      return Optional.of(bad(e.line(), e.getMessage()));
    }
  }

  /** The next sequence or bad row; empty at the end. */
  abstract Optional<Parsed> parsed() throws IOException, Table.BadLine;
}
