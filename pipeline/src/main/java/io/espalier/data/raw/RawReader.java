package io.espalier.data.raw;

import io.espalier.data.Parsed;
import java.io.Reader;
import java.util.Iterator;

/** Reads one raw format, row by row, without holding more than one sequence. */
public interface RawReader {
  /**
   * The sequences of a file in the order they stand in, and its bad rows among them.
   *
   * @param file name by which rows and sequences are known
   * @param text its characters; the caller closes it
   * @throws java.io.UncheckedIOException from the iterator if the text cannot be read
   */
  Iterator<Parsed> read(String file, Reader text);
}
