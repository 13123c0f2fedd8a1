package io.espalier.store.parquet;

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
    return new NotReadable("%s: %s".formatted(problem, reason(cause)), cause);
  }

  /** The first line of what a library said that is a sentence. */
  private static String reason(Throwable cause) {
    Throwable said = cause;
    while (said.getMessage() == null && said.getCause() != null) {
      said = said.getCause();
    }
    return said.getMessage() == null
        ? said.getClass().getSimpleName()
        : said.getMessage().lines().findFirst().orElse("");
  }
}
