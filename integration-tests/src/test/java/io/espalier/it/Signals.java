package io.espalier.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What happens to processes. */
final class Signals {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private Signals() {}

  /** SIGKILL. */
  static void kill(ProcessHandle process) {
    process.destroyForcibly();
    Waiting.until(
        LIMIT, () -> "the end of " + process, () -> Optional.of(process).filter(p -> !p.isAlive()));
  }

  /** SIGSTOP: it does nothing more, and nobody is told. */
  static void freeze(ProcessHandle process) {
    send("-STOP", process);
  }

  /** SIGCONT. */
  static void thaw(ProcessHandle process) {
    send("-CONT", process);
  }

  private static void send(String signal, ProcessHandle process) {
    try {
      Process kill =
          new ProcessBuilder("kill", signal, Long.toString(process.pid())).inheritIO().start();
      if (!kill.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || kill.exitValue() != 0) {
        throw new IllegalStateException("there is no process " + process.pid());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
