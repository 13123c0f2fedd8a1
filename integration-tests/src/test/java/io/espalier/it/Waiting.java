package io.espalier.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for what other processes do. */
final class Waiting {
  private Waiting() {}

  /** Looks for something that may not be there yet. */
  interface Look<T> {
    Optional<T> now() throws IOException;
  }

  /** What is found, looked for again and again; fails by name when time is up. */
  static <T> T until(Duration limit, Supplier<String> what, Look<T> look) {
    long start = System.nanoTime();
    while (true) {
      try {
        Optional<T> found = look.now();
        if (found.isPresent()) {
          return found.get();
        }
        if (System.nanoTime() - start > limit.toNanos()) {
          throw new IllegalStateException("waited %s in vain for %s".formatted(limit, what.get()));
        }
        Thread.sleep(10);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
