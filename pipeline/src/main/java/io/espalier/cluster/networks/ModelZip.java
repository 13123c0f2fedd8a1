package io.espalier.cluster.networks;

import io.espalier.model.InputException;
import io.espalier.store.Folder;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;

/** Reads the bytes of a network's file. */
public final class ModelZip {
  private ModelZip() {}

  /**
   * The content of a file; without a scheme on Hadoop's default file system.
   *
   * @param what names it in messages
   * @throws InputException if it cannot be read
   */
  public static byte[] read(String what, String uri, Configuration hadoop) {
    try {
      return Folder.readFile(uri, hadoop);
    } catch (UncheckedIOException e) {
      throw unreadable(what, uri, e.getCause());
    } catch (IllegalArgumentException e) {
      throw unreadable(what, uri, e);
    }
  }

  private static InputException unreadable(String what, String uri, Exception cause) {
    InputException problem =
        new InputException(
            "%s must be a Deeplearning4j zip that can be read, got %s: %s"
                .formatted(what, uri, cause.getMessage()));
    problem.initCause(cause);
    return problem;
  }
}
