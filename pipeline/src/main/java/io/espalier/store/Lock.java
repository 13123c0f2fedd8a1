package io.espalier.store;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The right of one driver to do a piece of work: {@code locks/<name>/<number>}. To take it, a
 * driver creates the file with the next number, which the file system lets only one do; the highest
 * number is whose turn it is, and numbers below belong to the dead. The holder writes its file anew
 * every few seconds. Whoever finds a file of this host sees at once whether its process lives; that
 * of another host counts as dead once it was looked at many times and never changed. No clocks are
 * compared.
 */
public final class Lock implements AutoCloseable {
  /**
   * A file may be looked at between its creation and its content, and where a file system replaces
   * files in two steps also between these.
   */
  private static final Duration WRITING = Duration.ofMillis(50);

  private static final int WRITING_LOOKS = 20;

  /** Without a sign of life for so long, whatever two clocks say. */
  private static final Duration SURELY_DEAD = Duration.ofHours(1);

  private final Folder folder;
  private final String work;
  private final int number;
  private final ScheduledExecutorService heart;

  private Lock(Folder folder, String work, int number, Holder me, Pace pace) {
    this.folder = folder;
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
   * Takes a lock, from a dead holder if need be.
   *
   * @param folder of this lock alone
   * @param work what it is for, for messages
   * @param say told when it is not known yet whether a holder lives
   * @throws HeldException if another driver holds it, this process included
   */
  static Lock take(Folder folder, String work, Holder me, Pace pace, Consumer<String> say) {
    while (true) {
      List<Integer> before = numbers(folder);
      Optional<Integer> last = before.stream().max(Integer::compare);
      last.ifPresent(number -> refuseIfAlive(folder, number, work, pace, say));
      int number = last.orElse(0) + 1;
      if (folder.writeNew(Integer.toString(number), Json.write(me))) {
        Lock lock = new Lock(folder, work, number, me, pace);
        try {
          numbers(folder).stream()
              .filter(other -> other != number && !before.contains(other))
              .forEach(other -> refuseIfAlive(folder, other, work, pace, say));
          return lock;
        } catch (RuntimeException e) {
          lock.close();
          throw e;
        }
      }
    }
  }

  private static void refuseIfAlive(
      Folder folder, int number, String work, Pace pace, Consumer<String> say) {
    Optional<Holder> holder = holder(folder, number);
    for (int i = 0; holder.isEmpty() && i < WRITING_LOOKS; i++) {
      sleep(WRITING);
      holder = holder(folder, number);
    }
    boolean known = holder.filter(Holder::isOnThisHost).isPresent();
    boolean lives = known ? holder.get().lives() : beats(folder, number, work, holder, pace, say);
    if (lives) {
      throw new HeldException(
          "%s is being done by another driver, %s; wait until it is done or end it, then start this again"
              .formatted(work, name(holder)));
    }
  }

  /** Looks until the file changes, goes, or has not changed for long enough. */
  private static boolean beats(
      Folder folder,
      int number,
      String work,
      Optional<Holder> holder,
      Pace pace,
      Consumer<String> say) {
    String file = Integer.toString(number);
    Optional<Long> first = folder.modified(file);
    say.accept(
        "%s is locked by %s; looking for a sign of life, %d s at most"
            .formatted(work, name(holder), pace.beat().multipliedBy(pace.looks()).toSeconds()));
    for (int look = 0; look < pace.looks(); look++) {
      sleep(pace.beat());
      Optional<Long> now = folder.modified(file);
      if (now.isEmpty()) {
        return false;
      }
      if (!now.equals(first)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Makes sure that nobody has taken the lock over.
   *
   * @throws HeldException if somebody has
   */
  public void check() {
    List<Integer> all = numbers(folder);
    for (int i = 0; all.isEmpty() && i < WRITING_LOOKS; i++) {
      sleep(WRITING);
      all = numbers(folder);
    }
    Optional<Integer> later = all.stream().filter(other -> other > number).findFirst();
    if (later.isPresent() || !all.contains(number)) {
      throw new HeldException(
          "%s was taken over by another driver, %s, while this one gave no sign of life; this one stops"
              .formatted(work, name(later.flatMap(other -> holder(folder, other)))));
    }
  }

  /** Lets the work's lock be forgotten: it is done, and nobody will have to do it again. */
  public void done() {
    stop();
    folder.delete();
  }

  /** Gives the right back. */
  @Override
  public void close() {
    stop();
    folder.delete(Integer.toString(number));
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

  /** The holder of a lock that is or was held, if it has one and says who it is. */
  static Optional<Holder> holder(Folder folder) {
    return numbers(folder).stream().max(Integer::compare).flatMap(last -> holder(folder, last));
  }

  /** Whether a holder lives, as far as can be seen without waiting; in doubt it does. */
  static boolean isHeld(Folder folder) {
    List<Integer> numbers = numbers(folder);
    if (numbers.isEmpty()) {
      return false;
    }
    int last = numbers.get(numbers.size() - 1);
    Optional<Holder> known = holder(folder, last).filter(Holder::isOnThisHost);
    long oldest = System.currentTimeMillis() - SURELY_DEAD.toMillis();
    return known
        .map(Holder::lives)
        .orElseGet(() -> folder.modified(Integer.toString(last)).orElse(0L) > oldest);
  }

  private static Optional<Holder> holder(Folder folder, int number) {
    String file = Integer.toString(number);
    try {
      return folder.has(file)
          ? Optional.of(Json.read(folder.readUnverified(file), Holder.class, file))
          : Optional.empty();
    } catch (DamagedException | UncheckedIOException e) {
      return Optional.empty(); // being written, or gone meanwhile; it is judged by its changes
    }
  }

  private static String name(Optional<Holder> holder) {
    return holder.map(Holder::toString).orElse("one that has not said its name");
  }

  private static List<Integer> numbers(Folder folder) {
    return folder.entries().stream()
        .map(FolderEntry::name)
        .filter(name -> name.matches("\\d{1,9}"))
        .map(Integer::valueOf)
        .sorted()
        .toList();
  }

  private void beat(Holder me) {
    try {
      folder.write(Integer.toString(number), Json.write(me));
    } catch (UncheckedIOException e) {
      return; // the next beat tries again, and check() finds out if it came too late
    }
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HeldException("interrupted while looking for a sign of life");
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "espalier-lock");
    thread.setDaemon(true);
    return thread;
  }
}
