package io.espalier.format;

import io.espalier.model.Named;
import java.io.IOException;
import java.io.OutputStream;

/** A way to keep a network in one file; added by a line in {@code META-INF/services}. */
public interface NetworkFormat extends Named {
  /** How names of its files end, with the dot. */
  String ending();

  /**
   * Reads a file.
   *
   * @throws io.espalier.model.InputException naming the file, if it is of another format, damaged,
   *     beyond the limits, or holds what is not supported
   * @throws java.io.UncheckedIOException if the file cannot be read from its disk
   */
  Content read(SeekableInput file, Limits limits);

  /** Writes a file: the same bytes for equal content. The stream stays open. */
  void write(Content content, OutputStream to) throws IOException;
}
