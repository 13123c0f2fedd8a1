package io.espalier.store;

import io.espalier.model.Complaint;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.BlockMissingException;
import org.apache.hadoop.security.AccessControlException;

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
    return Attempt.to("look for", file, () -> files.exists(file));
  }

  <T> T read(Path file, Reading<T> reading) {
    return Attempt.to(
        "read",
        file,
        () -> {
          try (InputStream in = files.open(file)) {
            return reading.from(in);
          }
        });
  }

  /**
   * What is read from a file of ours, if it is there.
   *
   * @throws DamagedException if the file cannot be read, however often it is tried
   */
  <T> Optional<T> find(Path file, Reading<T> reading) {
    return Attempt.to(
        "read",
        file,
        () -> {
          try (InputStream in = files.open(file)) {
            return Optional.of(reading.from(in));
          } catch (FileNotFoundException
              | ChecksumException
              | BlockMissingException
              | AccessControlException e) {
            if (e instanceof FileNotFoundException && !files.exists(file)) {
              return Optional.empty();
            }
            throw new DamagedException("%s cannot be read: %s".formatted(file, Complaint.of(e)));
          }
        });
  }

  /** Writes a file: all of it appears under its name, or nothing does. */
  void write(Path file, byte[] content) {
    guard.run();
    Attempt.to(
        "write",
        file,
        () -> {
          Replacing.write(files, file, content);
          return file;
        });
  }

  /** Writes a file that is not there yet; false, and nothing is done, if somebody was faster. */
  boolean writeNew(Path file, byte[] content) {
    return Attempt.to("create", file, () -> ExclusiveFile.write(files, file, content));
  }

  /** A file that replaces another of its name at once and grows. */
  FSDataOutputStream open(Path file) {
    guard.run();
    return Attempt.to(
        "write",
        file,
        () -> {
          isDeleted(file); // a folder, or what may not be written to
          return files.create(file, true);
        });
  }

  /** When a file was last written, as the file system counts; empty if it is not there. */
  Optional<Long> modified(Path file) {
    return Attempt.to(
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
    return Attempt.to("list", folder, () -> list(folder));
  }

  private Map<String, FolderEntry> list(Path folder) throws IOException {
    Map<String, FolderEntry> entries = new TreeMap<>();
    Deque<Path> folders = new ArrayDeque<>(List.of(folder));
    while (!folders.isEmpty()) {
      for (FileStatus file : inside(folders.pop())) {
        if (file.isDirectory()) {
          folders.push(file.getPath());
        } else {
          String name = folder.toUri().relativize(file.getPath().toUri()).getPath();
          entries.put(name, FolderEntry.of(file));
        }
      }
    }
    return entries;
  }

  /** A listing that asks for no owners and blocks: on a local disk that is a process a file. */
  private FileStatus[] inside(Path folder) throws IOException {
    try {
      return files.listStatus(folder);
    } catch (FileNotFoundException e) {
      return new FileStatus[0]; // there is none
    }
  }

  /** What lies directly inside a folder, by name; nothing if it is not there. */
  List<FolderEntry> entries(Path folder) {
    return Attempt.to(
        "list",
        folder,
        () ->
            Arrays.stream(inside(folder))
                .map(FolderEntry::of)
                .sorted(Comparator.comparing(FolderEntry::name))
                .toList());
  }

  /** Deletes a folder if it is there and holds nothing; whether it did. */
  boolean deleteIfEmpty(Path folder) {
    guard.run();
    return entries(folder).isEmpty()
        && Attempt.to("delete", folder, () -> files.delete(folder, false));
  }

  /** Deletes a file, or a folder and all in it, if it is there. */
  void delete(Path file) {
    guard.run();
    Attempt.to("delete", file, () -> isDeleted(file));
  }

  /** Local files say by false alone that they were not deleted. */
  private boolean isDeleted(Path path) throws IOException {
    boolean isDone = files.delete(path, true);
    if (!isDone && files.exists(path)) {
      throw new IOException("it may not be written to, or a file in it may not");
    }
    return isDone;
  }

  /**
   * Deletes a file or folder at once, as others see it: it is renamed to a hidden name first, under
   * which what a kill leaves of it is found.
   */
  void vanish(Path path) {
    guard.run();
    Path hidden =
        new Path(path.getParent(), ".removed-" + Replacing.PROCESS + "-" + path.getName());
    Attempt.to(
        "delete",
        path,
        () -> {
          try {
            return isDeleted(files.rename(path, hidden) ? hidden : path);
          } catch (FileNotFoundException e) {
            return false; // somebody was faster
          }
        });
  }

  /** Deletes a file in the place of a folder; whether there was one. */
  boolean deleteFile(Path folder) {
    guard.run();
    return Attempt.to(
        "delete",
        folder,
        () -> {
          try {
            return files.getFileStatus(folder).isFile() && isDeleted(folder);
          } catch (FileNotFoundException e) {
            return false;
          }
        });
  }

  /** Creates a folder and its parents. */
  void create(Path folder) {
    Attempt.to(
        "create",
        folder,
        () -> {
          if (!files.mkdirs(folder)) {
            throw new IOException("it is not a folder");
          }
          return folder;
        });
  }
}
