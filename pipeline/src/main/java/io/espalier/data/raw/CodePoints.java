package io.espalier.data.raw;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/** The code points of a text. */
final class CodePoints implements TokenUnit.Tokens {
  private final Reader reader;
  private long line = 1;

  CodePoints(Reader reader) {
    this.reader = new BufferedReader(reader);
  }

  @Override
  public Optional<String> next() throws IOException {
    int first = reader.read();
    if (first < 0) {
      return Optional.empty();
    }
    if (first == '\n') {
      line++;
    }
    int low = Character.isHighSurrogate((char) first) ? reader.read() : -1;
    return Optional.of(
        Character.toString(low < 0 ? first : Character.toCodePoint((char) first, (char) low)));
  }

  @Override
  public long line() {
    return line;
  }
}
