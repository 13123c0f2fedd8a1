package io.espalier.store.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Memory that ran out while a file was read: for what the file holds, or for what damage makes it
 * ask for.
 *
 * @param file by name
 * @param stated bytes that the file says there are where memory ran out
 * @param heap bytes of this process
 * @param readers that may read at once
 */
record Shortage(String file, long stated, long heap, int readers) {
  /**
   * Bytes that are held for one that is stated, at most: packed, unpacked, decoded, and as rows.
   */
  private static final long HELD = 16;

  /** In this process. */
  static Shortage of(String file, long stated) {
    Runtime runtime = Runtime.getRuntime();
    return new Shortage(file, stated, runtime.maxMemory(), runtime.availableProcessors());
  }

  /**
   * The damage, if what is stated is so little that only damage can ask for more than there is.
   *
   * @throws UncheckedIOException that says what to raise, if the file may well need more
   */
  IOException damage() {
    long megabytes = heap >> 20;
    if (stated < heap / HELD / readers) {
      return new IOException(
          "it asks for more memory than the %,d MB that there are, and states %,d bytes"
              .formatted(megabytes, stated));
    }
    throw new UncheckedIOException(
        "cannot read " + file,
        new IOException(
            ("memory ran out at %,d MB while reading %s, of which %,d bytes are read at once; give"
                    + " the process that reads more (ESPALIER_MEMORY; on a cluster"
                    + " spark.executor.memory, and spark.driver.memory for columns), or write"
                    + " smaller row groups")
                .formatted(megabytes, file, stated)));
  }
}
