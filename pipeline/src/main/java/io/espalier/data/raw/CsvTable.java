package io.espalier.data.raw;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Cells apart by one character, quoted as in RFC 4180; a quoted cell may hold line breaks. */
final class CsvTable implements Table {
  private static final Pattern BREAK = Pattern.compile("\\R");
  private static final Pattern OPENED = Pattern.compile("startline (\\d+)");

  private static final String REMEDY =
      "if quotes are text, say data.source.quote = \"\", if they are escaped inside,"
          + " data.source.escape";

  private final BoundedRows text;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final boolean hasComments;
  private boolean isInsideBadLine;

  CsvTable(Reader reader, char delimiter, Dialect dialect) throws IOException {
    CSVFormat.Builder format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(delimiter)
            .setIgnoreEmptyLines(false)
            .setIgnoreSurroundingSpaces(true);
    if (dialect.quote().isEmpty()) {
      format.setQuote(null);
    } else {
      format.setQuote(dialect.quote().charAt(0));
    }
    if (!dialect.escape().isEmpty()) {
      format.setEscape(dialect.escape().charAt(0));
    }
    hasComments = !dialect.comment().isEmpty();
    if (hasComments) {
      format.setCommentMarker(dialect.comment().charAt(0));
    }
    text = new BoundedRows(reader);
    parser = format.build().parse(text);
    records = parser.iterator();
  }

  @Override
  public Optional<Row> next() throws IOException, BadLine {
    if (isInsideBadLine) {
      isInsideBadLine = false;
      next(line());
    }
    long line = line();
    for (Optional<List<String>> cells = next(line); cells.isPresent(); cells = next(line)) {
      if (cells.get().stream().anyMatch(cell -> !cell.isEmpty())) {
        long first = hasComments ? parser.getCurrentLineNumber() - breaks(cells.get()) : line;
        return Optional.of(new Row(first, cells.get()));
      }
      line = line();
    }
    return Optional.empty();
  }

  @Override
  public long line() {
    return parser.getCurrentLineNumber() + 1;
  }

  private static long breaks(List<String> cells) {
    return cells.stream().mapToLong(cell -> BREAK.matcher(cell).results().count()).sum();
  }

  /** The next record, which begins at a line; the parser complains of the text's form alone. */
  private Optional<List<String>> next(long line) throws IOException, BadLine {
    text.begin(line);
    try {
      return records.hasNext() ? Optional.of(records.next().toList()) : Optional.empty();
    } catch (UncheckedIOException e) {
      if (text.hasFailed()) {
        throw e.getCause();
      }
      String complaint = String.valueOf(e.getCause().getMessage());
      if (complaint.contains("EOF")) {
        Matcher opened = OPENED.matcher(complaint);
        throw new RefusedText(
            opened.find() ? Long.parseLong(opened.group(1)) : line,
            "a quote is opened here and never closed; if quotes are text, say"
                + " data.source.quote = \"\"");
      }
      if (parser.getCurrentLineNumber() > line) {
        throw new RefusedText(
            line,
            "a quote opened in this row closes on line %d, with text after it; %s"
                .formatted(parser.getCurrentLineNumber(), REMEDY));
      }
      isInsideBadLine = true;
      throw new BadLine(line, "text after a closing quote; " + REMEDY);
    }
  }
}
