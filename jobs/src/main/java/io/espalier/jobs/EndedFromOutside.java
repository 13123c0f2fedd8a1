package io.espalier.jobs;

import java.util.concurrent.atomic.AtomicBoolean;

/** Says in one line that a signal ends the process, whatever breaks off then. */
final class EndedFromOutside implements Runnable {
  private final Streams streams;
  private final AtomicBoolean told = new AtomicBoolean();

  private EndedFromOutside(Streams streams) {
    this.streams = streams;
  }

  /** Watches this process from now on. */
  static EndedFromOutside watch(Streams streams) {
    EndedFromOutside ended = new EndedFromOutside(streams);
    Runtime.getRuntime().addShutdownHook(new Thread(ended, "espalier-end"));
    return ended;
  }

  /** The work is over, and the process ends by itself. */
  void tooLate() {
    told.set(true);
  }

  /** Called as the process ends. */
  @Override
  public void run() {
    if (!told.getAndSet(true)) {
      streams.wipe();
      streams
          .err()
          .println("espalier: ended by a signal; the same command goes on where this one stopped");
      // What Spark and this application say of being torn down helps nobody.
      streams.err().close();
    }
  }
}
