package io.espalier.data.raw;

import java.io.IOException;
import java.io.LineNumberReader;
import java.io.Reader;
import java.util.Optional;

/** Lines of a text, none of which fills a memory. */
final class BoundedLines {
  private final BoundedRows text;
  private final LineNumberReader lines;

  BoundedLines(Reader text) {
    this.text = new BoundedRows(text);
    this.lines = new LineNumberReader(this.text);
  }

  /** The next line; empty at the end. */
  Optional<String> next() throws IOException {
    text.begin(line() + 1);
    return Optional.ofNullable(lines.readLine());
  }

  /** Number of the line that was read last, from 1. */
  long line() {
    return lines.getLineNumber();
  }
}
