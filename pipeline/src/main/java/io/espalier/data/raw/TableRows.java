package io.espalier.data.raw;

import io.espalier.data.Parsed;
import java.io.IOException;
import java.util.Optional;

/** Iterates over a table; text that stops being one ends it with a bad row. */
abstract class TableRows extends ParsedRows {
  private final Table table;
  private boolean isBroken;

  TableRows(String file, Table table) {
    super(file);
    this.table = table;
  }

  /** The next row of the table; empty at the end. */
  final Optional<Table.Row> row() throws IOException, Table.Malformed {
    return table.next();
  }

  @Override
  final Optional<Parsed> advance() throws IOException {
    try {
      return isBroken ? Optional.empty() : parsed();
    } catch (Table.Malformed e) {
      isBroken = true;
      return Optional.of(bad(line(), e.getMessage() + "; the rest of the file is not read"));
    }
  }

  /** The next sequence or bad row; empty at the end. */
  abstract Optional<Parsed> parsed() throws IOException, Table.Malformed;

  @Override
  final long line() {
    return table.line();
  }
}
