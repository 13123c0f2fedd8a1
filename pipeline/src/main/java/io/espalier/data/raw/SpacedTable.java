package io.espalier.data.raw;

import java.io.IOException;
import java.io.LineNumberReader;
import java.io.Reader;
import java.util.Arrays;
import java.util.Optional;

/** Cells apart by white space; quotes cannot be told from text there, and are bad rows. */
final class SpacedTable implements Table {
  private final LineNumberReader reader;
  private final Dialect dialect;

  SpacedTable(Reader reader, Dialect dialect) throws RefusedText {
    this.reader = new LineNumberReader(reader);
    this.dialect = dialect;
    if (!dialect.escape().isEmpty()) {
      throw new RefusedText(
          0, "has cells apart by white space; data.source.escape needs data.source.delimiter");
    }
  }

  @Override
  public Optional<Row> next() throws IOException, BadLine {
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (!line.isBlank() && !FirstLine.isComment(line, dialect)) {
        Row row = new Row(reader.getLineNumber(), Arrays.asList(line.strip().split("\\s+")));
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
    return reader.getLineNumber() + 1L;
  }
}
