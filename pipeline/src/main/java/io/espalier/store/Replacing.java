package io.espalier.store;

import java.io.IOException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/** Renames a file over another in one step, so that readers see the old one or the new one. */
final class Replacing {
  private Replacing() {}

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
