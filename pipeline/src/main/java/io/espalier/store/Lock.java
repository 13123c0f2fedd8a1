package io.espalier.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The right of one driver to do a piece of work: {@code locks/<name>/<number>}. To take it, a
 * driver creates the file with the next number, which the file system lets only one do; the highest
 * number is whose turn it is, and numbers below belong to the dead. The holder writes its file anew
 * every few seconds. Whoever finds a file of this host sees at once whether its process lives; that
 * of another host counts as dead once it was looked at many times and never changed. No clocks are
 * compared. Threads of one driver exclude each other as drivers do.
 */
public final class Lock implements AutoCloseable {
  private final LockFiles files;
  private final String work;
  private final int number;
  private final Heartbeat heart;
  private final AtomicBoolean held = new AtomicBoolean(true);

  /** The lock whose number its holder has just been given, and that gives signs of life of it. */
  Lock(LockFiles files, String work, int number, Heartbeat heart) {
    this.files = files;
    this.work = work;
    this.number = number;
    this.heart = heart;
  }

  /**
   * @param beat between two signs of life, and between two looks for one
   * @param looks without a sign after which a holder counts as dead
   */
  record Pace(Duration beat, int looks) {
    static final Pace USUAL = new Pace(Duration.ofSeconds(2), 10);
  }

  /**
   * Makes sure that nobody has taken the lock over.
   *
   * @throws HeldException if somebody has
   */
  public void check() {
    List<Integer> all = files.settledNumbers();
    Optional<Integer> later = all.stream().filter(other -> other > number).findFirst();
    if (later.isPresent() || !all.contains(number)) {
      throw new HeldException(
          "%s was taken over by another driver, %s, while this one gave no sign of life; this one stops"
              .formatted(work, later.map(files::name).orElse("one that is done with it")));
    }
  }

  /** Lets the work's lock be forgotten: it is done, and nobody will have to do it again. */
  public void done() {
    if (held.getAndSet(false)) {
      heart.stop(); // a beat under way must not bring back what is deleted next
      files.deleteAll();
    }
  }

  /** Gives the right back; its number may be another's once the work is done. */
  @Override
  public void close() {
    if (held.getAndSet(false)) {
      heart.stop();
      files.delete(number);
    }
  }
}
