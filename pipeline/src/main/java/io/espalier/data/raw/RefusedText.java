package io.espalier.data.raw;

import io.espalier.data.RefusedFile;
import java.io.IOException;

/** Bytes that are not the text they should be, however often they are read. */
public final class RefusedText extends IOException {
  private final long line;

  /**
   * @param line where, from 1; 0 for the file as a whole
   * @param reason a clause that follows the place
   */
  public RefusedText(long line, String reason) {
    super(reason);
    this.line = line;
  }

  /** What to say of the file. */
  public RefusedFile of(String file) {
    return new RefusedFile(
        line == 0
            ? "%s %s".formatted(file, getMessage())
            : "%s:%d: %s".formatted(file, line, getMessage()));
  }
}
