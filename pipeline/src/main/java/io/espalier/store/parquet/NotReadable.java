package io.espalier.store.parquet;

import io.espalier.model.Complaint;
import java.io.UncheckedIOException;

/** A file that is not what it should be; the message is a sentence for people. */
final class NotReadable extends Exception {
  private NotReadable(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * @param problem what cannot be read
   * @throws UncheckedIOException the same, if the file could not be reached
   */
  static NotReadable of(String problem, Throwable cause) {
    if (cause instanceof UncheckedIOException unreachable) {
      throw unreachable;
    }
    return new NotReadable("%s: %s".formatted(problem, Complaint.of(cause)), cause);
  }
}
