package io.espalier.data.raw;

import io.espalier.data.Parsed;
import io.espalier.data.SourceFormat;
import java.io.Reader;
import java.util.Iterator;

/** Reads one raw format, row by row, without holding more than one sequence. */
public interface RawReader extends SourceFormat {
  /**
   * The sequences of a file in the order they stand in, and its bad rows among them.
   *
   * @param file name by which rows and sequences are known
   * @param text its characters; the caller closes it
   * @throws java.io.UncheckedIOException if the text cannot be read, from the iterator too
   */
  Iterator<Parsed> read(ReadOptions options, String file, Reader text);

  /** Whether the options leave open what the one column of features holds, and it must be seen. */
  default boolean isSurveyed(ReadOptions options) {
    return false;
  }

  /** What a file says of the column, where that is {@linkplain #isSurveyed asked}. */
  default ColumnSurvey survey(ReadOptions options, String file, Reader text) {
    return new ColumnSurvey();
  }

  /** Character that begins a line of comment, whose encoding is no matter; empty for none. */
  default String comment(Dialect dialect) {
    return dialect.comment();
  }

  /** Whether a file is one stream of tokens that need not fit a memory, in pieces of one id. */
  default boolean isStream() {
    return false;
  }
}
