package io.espalier.data.raw;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Cells apart by one character, quoted as in RFC 4180; a quoted cell may hold line breaks. */
final class CsvTable implements Table {
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;

  CsvTable(Reader reader, char delimiter) throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(delimiter)
            .setIgnoreEmptyLines(false)
            .setIgnoreSurroundingSpaces(true)
            .build();
    this.parser = format.parse(reader);
    this.records = parser.iterator();
  }

  @Override
  public Optional<Row> next() throws IOException, Malformed {
    long line = line();
    while (hasNext()) {
      List<String> cells = records.next().toList();
      if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
        return Optional.of(new Row(line, cells));
      }
      line = line();
    }
    return Optional.empty();
  }

  @Override
  public long line() {
    return parser.getCurrentLineNumber() + 1;
  }

  /** Only complaints about the text's form carry the line they are about, in parentheses. */
  private boolean hasNext() throws IOException, Malformed {
    try {
      return records.hasNext();
    } catch (UncheckedIOException e) {
      String message = String.valueOf(e.getCause().getMessage());
      if (message.contains("line ") && message.contains("ncapsulated")) {
        throw new Malformed(
            message.contains("EOF") ? "a quote is not closed" : "text after a closing quote");
      }
      throw e.getCause();
    }
  }
}
