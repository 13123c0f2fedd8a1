package io.espalier.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.FSError;

/**
 * Work on a file system whose failures say what was about to be done, and where. Hadoop's local
 * file systems throw an {@link Error} where a disk is full or fails; here that is a failure like
 * any other.
 */
final class Attempt {
  private Attempt() {}

  interface Action<T> {
    T run() throws IOException;
  }

  static <T> T to(String what, Object where, Action<T> action) {
    try {
      return action.run();
    } catch (IOException e) {
      throw failed(what, where, e);
    } catch (FSError e) {
      throw failed(
          what, where, e.getCause() instanceof IOException cause ? cause : new IOException(e));
    }
  }

  private static UncheckedIOException failed(String what, Object where, IOException cause) {
    return new UncheckedIOException("cannot %s %s: %s".formatted(what, where, cause), cause);
  }
}
