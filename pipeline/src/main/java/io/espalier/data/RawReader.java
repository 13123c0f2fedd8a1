package io.espalier.data;

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

  /**
   * Id of a row that has none of its own: the file, and a number that sorts in file order.
   *
   * @param number of the row or window
   */
  static String id(String file, long number) {
    return "%s:%06d".formatted(file, number);
  }
}
