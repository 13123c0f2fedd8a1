package io.espalier.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * The files of one file system: what fails says what it was about to do, and where. Before anything
 * is written over or deleted a guard is asked, which throws where that must not be.
 */
final class GuardedFiles {
  private final FileSystem files;
  private final Runnable guard;

  GuardedFiles(FileSystem files, Runnable guard) {
    this.files = files;
    this.guard = guard;
  }

  /** The same files under another guard. */
  GuardedFiles under(Runnable other) {
    return new GuardedFiles(files, other);
  }

  interface Reading<T> {
    T from(InputStream in) throws IOException;
  }

  boolean has(Path file) {
    return io("look for", file, () -> files.exists(file));
  }

  <T> T read(Path file, Reading<T> reading) {
    return io(
        "read",
        file,
        () -> {
          try (InputStream in = files.open(file)) {
            return reading.from(in);
          }
        });
  }

  /** What is read from a file, if it is there. */
  <T> Optional<T> find(Path file, Reading<T> reading) {
    return io(
        "read",
        file,
        () -> {
          try (InputStream in = files.open(file)) {
            return Optional.of(reading.from(in));
          } catch (FileNotFoundException e) {
            if (files.exists(file)) {
              throw e; // local files that must not be read
            }
            return Optional.empty();
          }
        });
  }

  /** Writes a file: all of it appears under its name, or nothing does. */
  void write(Path file, byte[] content) {
    guard.run();
    io(
        "write",
        file,
        () -> {
          Replacing.write(files, file, content);
          return file;
        });
  }

  /** Writes a file that is not there yet; false, and nothing is done, if somebody was faster. */
  boolean writeNew(Path file, byte[] content) {
    return io("create", file, () -> ExclusiveFile.write(files, file, content));
  }

  /** A file that replaces another of its name at once and grows. */
  FSDataOutputStream open(Path file) {
    guard.run();
    return io("write", file, () -> files.create(file, true));
  }

  /** When a file was last written, as the file system counts; empty if it is not there. */
  Optional<Long> modified(Path file) {
    return io(
        "look at",
        file,
        () -> {
          try {
            return Optional.of(files.getFileStatus(file).getModificationTime());
          } catch (FileNotFoundException e) {
            return Optional.empty();
          }
        });
  }

  /** All files in a folder and those below it, by their path inside it. */
  Map<String, FolderEntry> all(Path folder) {
    return io("list", folder, () -> list(folder));
  }

  private Map<String, FolderEntry> list(Path folder) throws IOException {
    Map<String, FolderEntry> entries = new TreeMap<>();
    try {
      RemoteIterator<LocatedFileStatus> all = files.listFiles(folder, true);
      while (all.hasNext()) {
        FileStatus file = all.next();
        String name = folder.toUri().relativize(file.getPath().toUri()).getPath();
        entries.put(name, FolderEntry.of(file));
      }
    } catch (FileNotFoundException e) {
      return Map.of(); // there is none
    }
    return entries;
  }

  /** What lies directly inside a folder, by name; nothing if it is not there. */
  List<FolderEntry> entries(Path folder) {
    return io(
        "list",
        folder,
        () -> {
          try {
            return Arrays.stream(files.listStatus(folder))
                .map(FolderEntry::of)
                .sorted(Comparator.comparing(FolderEntry::name))
                .toList();
          } catch (FileNotFoundException e) {
            return List.of();
          }
        });
  }

  /** Deletes a folder if it is there and holds nothing; whether it did. */
  boolean deleteIfEmpty(Path folder) {
    guard.run();
    return entries(folder).isEmpty() && io("delete", folder, () -> files.delete(folder, false));
  }

  /** Deletes a folder and all in it, if it is there. */
  void deleteAll(Path folder) {
    guard.run();
    io("delete", folder, () -> files.delete(folder, true));
  }

  /** Deletes a file, if it is there. */
  void delete(Path file) {
    guard.run();
    io("delete", file, () -> files.delete(file, false));
  }

  /** Creates a folder and its parents. */
  void create(Path folder) {
    io(
        "create",
        folder,
        () -> {
          if (!files.mkdirs(folder)) {
            throw new IOException("it is not a folder");
          }
          return folder;
        });
  }

  private interface Action<T> {
    T run() throws IOException;
  }

  private static <T> T io(String what, Path where, Action<T> action) {
    try {
      return action.run();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot %s %s: %s".formatted(what, where, e), e);
    }
  }
}
