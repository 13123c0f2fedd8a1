package io.espalier.data.raw;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.Optional;

/** Cells apart by white space; quotes cannot be told from text there, and are bad rows. */
final class SpacedTable implements Table {
  private final BoundedLines reader;
  private final Dialect dialect;

  SpacedTable(Reader reader, Dialect dialect) throws RefusedText {
    this.reader = new BoundedLines(reader);
    this.dialect = dialect;
    if (!dialect.escape().isEmpty()) {
      throw new RefusedText(
          0, "has cells apart by white space; data.source.escape needs data.source.delimiter");
    }
  }

  @Override
  public Optional<Row> next() throws IOException, BadLine {
    for (Optional<String> next = reader.next(); next.isPresent(); next = reader.next()) {
      String line = next.get();
      if (!line.isBlank() && !FirstLine.isComment(line, dialect)) {
        Row row = new Row(reader.line(), Arrays.asList(line.strip().split("\\s+")));
        if (!dialect.quote().isEmpty()
            && row.cells().stream().anyMatch(cell -> cell.startsWith(dialect.quote()))) {
          throw new BadLine(
              row.line(),
              "a cell begins with a quote, but cells are apart by white space; say"
                  + " data.source.delimiter, or data.source.quote = \"\" if quotes are text");
        }
        return Optional.of(row);
      }
    }
    return Optional.empty();
  }

  @Override
  public long line() {
    return reader.line() + 1;
  }
}
