package io.espalier.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobExpander;
import org.apache.hadoop.fs.GlobFilter;
import org.apache.hadoop.fs.Path;

/**
 * Files by a pattern of {@code * ? [a-z] {a,b}} and {@code \}. A name that is there stands for
 * itself in every folder on the way, so that folders may be called {@code run[1]} or {@code a:b},
 * which Hadoop's own search takes for a pattern and a scheme.
 */
final class NamePattern {
  private final FileSystem files;

  private NamePattern(FileSystem files) {
    this.files = files;
  }

  /**
   * Files and folders that match a path.
   *
   * @throws IOException if it is no pattern, or a folder cannot be listed
   */
  static List<FileStatus> matches(FileSystem files, Path pattern) throws IOException {
    NamePattern search = new NamePattern(files);
    List<FileStatus> all = new ArrayList<>();
    for (String one : alternatives(pattern.toUri().getPath())) {
      all.addAll(search.matches(new Path(pattern, Path.SEPARATOR), one));
    }
    return all;
  }

  /** Patterns without the alternatives that span folders. */
  private static List<String> alternatives(String pattern) {
    try {
      return GlobExpander.expand(pattern);
    } catch (IOException e) {
      return List.of(pattern); // a brace that a folder's name has
    }
  }

  private List<FileStatus> matches(Path root, String pattern) throws IOException {
    List<FileStatus> found = find(root).map(List::of).orElse(List.of());
    for (String name : pattern.split(Path.SEPARATOR)) {
      if (!name.isEmpty()) {
        List<FileStatus> next = new ArrayList<>();
        for (FileStatus folder : found) {
          if (folder.isDirectory()) {
            next.addAll(inside(folder.getPath(), name));
          }
        }
        found = next;
      }
    }
    return found;
  }

  private List<FileStatus> inside(Path folder, String name) throws IOException {
    Optional<FileStatus> exact = find(child(folder, name));
    if (exact.isPresent()) {
      return List.of(exact.get());
    }
    GlobFilter filter = new GlobFilter(name);
    if (!filter.hasPattern()) {
      String meant = name.replaceAll("\\\\(.)", "$1");
      return meant.equals(name)
          ? List.of()
          : find(child(folder, meant)).map(List::of).orElse(List.of());
    }
    boolean seesHidden = !name.startsWith("*") && !name.startsWith("?");
    return Arrays.stream(files.listStatus(folder))
        .filter(file -> filter.accept(file.getPath()))
        .filter(file -> seesHidden || !isHidden(file.getPath().getName()))
        .toList();
  }

  /** Whether a name is that of no data, but of what Spark and Hadoop leave beside it. */
  static boolean isHidden(String name) {
    return name.startsWith(".") || name.startsWith("_");
  }

  private Optional<FileStatus> find(Path path) throws IOException {
    try {
      return Optional.of(files.getFileStatus(path));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** A path inside a folder, where the name may have a colon. */
  static Path child(Path folder, String name) {
    return new Path(folder, new Path(null, null, name));
  }
}
