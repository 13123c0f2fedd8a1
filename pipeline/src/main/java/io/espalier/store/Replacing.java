package io.espalier.store;

import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.IOUtils;

/** Replaces a file by another in one step, so that readers see the old one or the new one. */
final class Replacing {
  static final String TEMPORARY = ".tmp-";

  /** Tells the temporary files of processes apart that write the same file. */
  private static final String PROCESS = UUID.randomUUID().toString().substring(0, 8);

  private Replacing() {}

  /** Writes a file under a temporary name beside its place, then renames it. */
  static void write(FileSystem files, Path target, byte[] content) throws IOException {
    String writer = PROCESS + "_" + Thread.currentThread().getId();
    Path temporary =
        NamePattern.child(target.getParent(), TEMPORARY + writer + "-" + target.getName());
    fill(files.create(temporary, true), content);
    rename(files, temporary, target);
  }

  /**
   * Not by try-with-resources: HDFS may throw one exception twice, which cannot suppress itself.
   */
  private static void fill(FSDataOutputStream out, byte[] content) throws IOException {
    try {
      out.write(content);
      out.hsync();
    } catch (IOException e) {
      IOUtils.closeStream(out);
      throw e;
    }
    out.close();
  }

  /**
   * Renames within one file system.
   *
   * @throws IOException if it was not done
   */
  static void rename(FileSystem system, Path from, Path to) throws IOException {
    if (system.getUri().getScheme().equals("file")) {
      // POSIX rename replaces; FileContext would start a process for each look at a local file
      if (!system.rename(from, to)) {
        throw new IOException("cannot rename %s to %s".formatted(from, to));
      }
    } else {
      FileContext.getFileContext(system.getUri(), system.getConf())
          .rename(from, to, Options.Rename.OVERWRITE);
    }
  }
}
