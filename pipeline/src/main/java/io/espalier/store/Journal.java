package io.espalier.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FSDataOutputStream;

/**
 * A file of JSON records, one to a line, that can be read while it grows (on file systems that can
 * flush) and tells how work went. It is no part of what a manifest vouches for.
 */
public final class Journal implements AutoCloseable {
  static final String SUFFIX = ".jsonl";
  private static final long FLUSH_NANOS = Duration.ofSeconds(1).toNanos();

  private final FSDataOutputStream out;
  private final String place;
  private long flushed = System.nanoTime();

  private Journal(FSDataOutputStream out, String place) {
    this.out = out;
    this.place = place;
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
    Journal journal = new Journal(folder.open(name), folder.uri() + "/" + name);
    records.forEach(journal::add);
    return journal;
  }

  /**
   * The whole records of a journal, in order; none if it is not there.
   *
   * @param damage told of each line that is none, and left out
   */
  public static <T> List<T> read(
      Folder folder, String name, Class<T> type, Consumer<String> damage) {
    String place = folder.uri() + "/" + name;
    List<T> records = new ArrayList<>();
    try {
      String text = new String(folder.find(name).orElse(new byte[0]), StandardCharsets.UTF_8);
      // what follows the last line end was being written when its process ended
      String[] lines = text.substring(0, text.lastIndexOf('\n') + 1).split("\n");
      for (int line = 1; line <= lines.length; line++) {
        read(lines[line - 1], type, place + ":" + line, damage).ifPresent(records::add);
      }
    } catch (DamagedException e) {
      damage.accept(e.getMessage());
    }
    return records;
  }

  private static <T> Optional<T> read(
      String line, Class<T> type, String place, Consumer<String> damage) {
    if (line.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.read(line.getBytes(StandardCharsets.UTF_8), type, place));
    } catch (DamagedException e) {
      damage.accept(e.getMessage() + "; the line is left out");
      return Optional.empty();
    }
  }

  /** Adds a record. */
  public void add(Object json) {
    write("add to", () -> out.write(Json.line(json)));
    if (System.nanoTime() - flushed > FLUSH_NANOS) {
      flush();
    }
  }

  /** Lets others read what was added so far. */
  public void flush() {
    write("flush", out::hflush);
    flushed = System.nanoTime();
  }

  @Override
  public void close() {
    write("close", out::close);
  }

  private interface Writing {
    void run() throws IOException;
  }

  private void write(String what, Writing writing) {
    Attempt.to(
        what,
        place,
        () -> {
          writing.run();
          return place;
        });
  }
}
