package io.espalier.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FSDataOutputStream;

/**
 * A file of JSON records, one to a line, that can be read while it grows (on file systems that can
 * flush) and tells how work went. It is no part of what a manifest vouches for.
 */
public final class Journal implements AutoCloseable {
  static final String SUFFIX = ".jsonl";
  private static final long FLUSH_NANOS = Duration.ofSeconds(1).toNanos();

  private final FSDataOutputStream out;
  private long flushed = System.nanoTime();

  private Journal(FSDataOutputStream out) {
    this.out = out;
  }

  /**
   * Starts the journal anew.
   *
   * @param name ends in {@code .jsonl}
   * @param records with which it begins
   */
  public static Journal start(Folder folder, String name, List<?> records) {
    if (!name.endsWith(SUFFIX)) {
      throw new IllegalArgumentException(name + " is no name of a journal");
    }
    Journal journal = new Journal(folder.open(name));
    records.forEach(journal::add);
    return journal;
  }

  /** The whole records of a journal, in order; none if it is not there. */
  public static <T> List<T> read(Folder folder, String name, Class<T> type) {
    String text = new String(folder.find(name).orElse(new byte[0]), StandardCharsets.UTF_8);
    List<T> records = new ArrayList<>();
    // what follows the last line end was being written when its process ended
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    whole
        .lines()
        .map(line -> Json.read(line.getBytes(StandardCharsets.UTF_8), type, name))
        .forEach(records::add);
    return records;
  }

  /** Adds a record. */
  public void add(Object json) {
    try {
      out.write(Json.line(json));
      if (System.nanoTime() - flushed > FLUSH_NANOS) {
        flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot add to a journal", e);
    }
  }

  /** Lets others read what was added so far. */
  public void flush() {
    try {
      out.hflush();
      flushed = System.nanoTime();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot flush a journal", e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close a journal", e);
    }
  }
}
