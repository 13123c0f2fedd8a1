package io.espalier.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.IOUtils;

/** Replaces a file by another in one step, so that readers see the old one or the new one. */
final class Replacing {
  static final String TEMPORARY = ".tmp-";

  /** Tells the temporary files of processes apart that write the same file. */
  static final String PROCESS = UUID.randomUUID().toString().substring(0, 8);

  private Replacing() {}

  /** Writes a file under a temporary name beside its place, then renames it. */
  static void write(FileSystem files, Path target, byte[] content) throws IOException {
    String writer = PROCESS + "_" + Thread.currentThread().getId();
    Path temporary =
        NamePattern.child(target.getParent(), TEMPORARY + writer + "-" + target.getName());
    try {
      fill(files.create(temporary, true), content);
      rename(files, temporary, target);
    } catch (IOException | FSError e) {
      discard(files, temporary);
      throw e;
    }
  }

  /**
   * Not by try-with-resources: HDFS may throw one exception twice, which cannot suppress itself.
   */
  private static void fill(FSDataOutputStream out, byte[] content) throws IOException {
    try {
      out.write(content);
      out.hsync();
    } catch (IOException | FSError e) {
      IOUtils.closeStream(out);
      throw e;
    }
    out.close();
  }

  /** Gives the room of a file back that could not be finished, on a local disk that may be full. */
  static void discard(FileSystem files, Path unfinished) {
    if (isLocal(files)) {
      try {
        files.delete(unfinished, false);
      } catch (IOException | FSError e) {
        return; // what failed before is what is told
      }
    }
  }

  /**
   * Renames within one file system; a folder in the place of the file goes.
   *
   * @throws IOException if it was not done
   */
  static void rename(FileSystem system, Path from, Path to) throws IOException {
    if (isLocal(system)) {
      deleteFolder(system, to);
      // POSIX rename replaces; FileContext would start a process for each look at a local file
      if (!system.rename(from, to)) {
        throw new IOException("cannot rename %s to %s".formatted(from, to));
      }
      return;
    }
    FileContext files = FileContext.getFileContext(system.getUri(), system.getConf());
    try {
      files.rename(from, to, Options.Rename.OVERWRITE);
    } catch (IOException e) {
      if (!deleteFolder(system, to)) {
        throw e;
      }
      files.rename(from, to, Options.Rename.OVERWRITE);
    }
  }

  /** Deletes a folder where a file is to be; whether there was one. */
  private static boolean deleteFolder(FileSystem files, Path file) throws IOException {
    try {
      return files.getFileStatus(file).isDirectory() && files.delete(file, true);
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  private static boolean isLocal(FileSystem files) {
    return files.getUri().getScheme().equals("file");
  }
}
