package io.espalier.store;

import io.espalier.model.InputException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * A folder that somebody else fills and that appears as a whole: it is filled beside its place,
 * under a hidden name, and then renamed.
 */
public final class FreshFolder {
  private final FileContext files;
  private final Path path;
  private final Path temporary;

  private FreshFolder(FileContext files, Path path, Path temporary) {
    this.files = files;
    this.path = path;
    this.temporary = temporary;
  }

  /**
   * A folder that is not there yet, or is empty; without a scheme on Hadoop's default file system.
   *
   * @param attempt tells those apart who fill the same folder at the same time
   * @throws InputException if something is there, or the place cannot be reached
   */
  public static FreshFolder at(String uri, String attempt, Configuration configuration) {
    try {
      Path path = Address.of("the output", uri, configuration).path();
      FileContext files = FileContext.getFileContext(path.toUri(), configuration);
      if (isTaken(files, path)) {
        throw new InputException(
            "the output %s is there already; name a folder that is new or empty".formatted(path));
      }
      Path temporary = NamePattern.child(path.getParent(), "." + path.getName() + "-" + attempt);
      return new FreshFolder(files, path, temporary);
    } catch (IOException | IllegalArgumentException e) {
      throw unusable(uri, e);
    }
  }

  private static boolean isTaken(FileContext files, Path path) throws IOException {
    if (path.isRoot()) {
      return true;
    }
    try {
      FileStatus status = files.getFileStatus(path);
      return !status.isDirectory() || files.util().listStatus(path).length > 0;
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  /** Absolute URI of the folder. */
  public String uri() {
    return path.toString();
  }

  /**
   * Makes the folder to fill, empty.
   *
   * @return its absolute URI
   * @throws InputException if it cannot be made
   */
  public String create() {
    try {
      files.mkdir(temporary, FsPermission.getDirDefault(), true);
      return temporary.toString();
    } catch (IOException e) {
      throw unusable(uri(), e);
    }
  }

  /** Renames what was filled into its place. */
  public void publish() {
    try {
      files.rename(temporary, path, Options.Rename.OVERWRITE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot rename %s to %s".formatted(temporary, path), e);
    }
  }

  /** Deletes what was filled and not published. */
  public void discard() {
    try {
      files.delete(temporary, true);
    } catch (FileNotFoundException e) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + temporary, e);
    }
  }

  private static InputException unusable(String uri, Exception cause) {
    InputException problem =
        new InputException(
            "the output must be a folder that can be written to, got %s: %s"
                .formatted(uri, cause.getMessage()));
    problem.initCause(cause);
    return problem;
  }
}
