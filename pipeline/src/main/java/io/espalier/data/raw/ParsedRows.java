package io.espalier.data.raw;

import io.espalier.data.BadRow;
import io.espalier.data.Parsed;
import io.espalier.data.RowOrigin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Iterates over what a reader finds; a {@link RefusedText} ends it and refuses the file. */
abstract class ParsedRows implements Iterator<Parsed> {
  private final String file;
  private Optional<Parsed> next = Optional.empty();
  private boolean isEnded;

  ParsedRows(String file) {
    this.file = file;
  }

  /** The next row; empty at the end. */
  abstract Optional<Parsed> advance() throws IOException;

  final String file() {
    return file;
  }

  final BadRow bad(long line, String reason) {
    return new BadRow(new RowOrigin(file, line), reason);
  }

  @Override
  public final boolean hasNext() {
    if (next.isEmpty() && !isEnded) {
      try {
        next = advance();
        isEnded = next.isEmpty();
      } catch (RefusedText e) {
        isEnded = true;
        next = Optional.of(e.of(file));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }
    return next.isPresent();
  }

  @Override
  public final Parsed next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Parsed row = next.orElseThrow();
    next = Optional.empty();
    return row;
  }
}
