package io.espalier.store;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
  private final ScheduledExecutorService heart;
  private final AtomicBoolean held = new AtomicBoolean(true);

  /** The lock whose number the holder has just been given. */
  Lock(LockFiles files, String work, int number, Holder me, Pace pace) {
    this.files = files;
    this.work = work;
    this.number = number;
    this.heart = Executors.newSingleThreadScheduledExecutor(Lock::thread);
    long beat = pace.beat().toMillis();
    heart.scheduleWithFixedDelay(() -> beat(me), beat, beat, TimeUnit.MILLISECONDS);
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
              .formatted(work, LockFiles.name(later.flatMap(files::holder))));
    }
  }

  /** Lets the work's lock be forgotten: it is done, and nobody will have to do it again. */
  public void done() {
    if (held.getAndSet(false)) {
      stop();
      files.deleteAll();
    }
  }

  /** Gives the right back; its number may be another's once the work is done. */
  @Override
  public void close() {
    if (held.getAndSet(false)) {
      stop();
      files.delete(number);
    }
  }

  /** A beat under way must not bring back what is deleted next. */
  private void stop() {
    heart.shutdown();
    try {
      heart.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void beat(Holder me) {
    try {
      files.beat(number, me);
    } catch (UncheckedIOException e) {
      return; // the next beat tries again, and check() finds out if it came too late
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "espalier-lock");
    thread.setDaemon(true);
    return thread;
  }
}
