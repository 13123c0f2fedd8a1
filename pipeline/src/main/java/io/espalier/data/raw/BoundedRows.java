package io.espalier.data.raw;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** A text of rows of at most {@value #LONGEST} characters, so that a lost quote fills no memory. */
final class BoundedRows extends FilterReader {
  private static final int LONGEST = 1 << 26;

  private long line;
  private long count;
  private boolean hasFailed;

  BoundedRows(Reader text) {
    super(text);
  }

  /** Says that a row begins. */
  void begin(long line) {
    this.line = line;
    count = 0;
  }

  /** Whether reading failed, here or below. */
  boolean hasFailed() {
    return hasFailed;
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    try {
      int read = super.read(buffer, offset, length);
      count += Math.max(read, 0);
      if (count > LONGEST) {
        throw new RefusedText(
            line, "a row of more than %,d characters; is a quote lost?".formatted(LONGEST));
      }
      return read;
    } catch (IOException e) {
      hasFailed = true;
      throw e;
    }
  }
}
