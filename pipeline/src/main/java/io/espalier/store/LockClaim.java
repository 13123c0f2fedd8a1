package io.espalier.store;

import io.espalier.store.Lock.Pace;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One driver's wish to hold a lock, as long as it is willing to wait for it. */
final class LockClaim {
  private final LockFiles files;
  private final String work;
  private final Holder me;
  private final Pace pace;
  private final Consumer<String> say;
  private final Set<String> said = new HashSet<>();

  /**
   * @param work what the lock is for, for messages
   * @param say told for whom it waits, and when it is not known yet whether a holder lives
   */
  LockClaim(LockFiles files, String work, Holder me, Pace pace, Consumer<String> say) {
    this.files = files;
    this.work = work;
    this.me = me;
    this.pace = pace;
    this.say = say;
  }

  /**
   * Takes the lock, from a dead holder if need be, as soon as no living one has it.
   *
   * @param limit after which a living holder is waited for no longer
   * @throws HeldException if another driver holds it then, or a thread of this one
   */
  Lock take(Duration limit) {
    long start = System.nanoTime();
    files.makeRoom(say);
    while (true) {
      List<Integer> before = files.numbers();
      Optional<Integer> last = before.stream().max(Integer::compare);
      Optional<String> holder = last.flatMap(this::living);
      int number = last.orElse(0) + 1;
      boolean stale = holder.isEmpty() && last.isPresent() && files.modified(last.get()).isEmpty();
      if (holder.isEmpty() && !stale && files.claim(number, me)) {
        Lock lock = new Lock(files, work, number, heartbeat(number));
        try {
          holder =
              files.numbers().stream()
                  .filter(other -> other != number && !before.contains(other))
                  .flatMap(other -> living(other).stream())
                  .findFirst();
        } catch (RuntimeException | Error e) {
          lock.close();
          throw e;
        }
        if (holder.isEmpty()) {
          return lock;
        }
        lock.close();
      }
      holder.ifPresent(alive -> await(alive, limit, System.nanoTime() - start));
    }
  }

  private Heartbeat heartbeat(int number) {
    return new Heartbeat(work, () -> files.beat(number, me), pace.beat(), say);
  }

  private void await(String holder, Duration limit, long waitedNanos) {
    String held = "%s is being done by another driver, %s; ".formatted(work, holder);
    Duration left = limit.minusNanos(waitedNanos);
    if (left.isNegative() || left.isZero()) {
      throw new HeldException(held + "wait until it is done or end it, then start this again");
    }
    sayOnce(held + "waiting for it, " + text(limit) + " at most");
    LockFiles.sleep(left.compareTo(pace.beat()) < 0 ? left : pace.beat());
  }

  private static String text(Duration limit) {
    return limit.compareTo(Duration.ofMinutes(2)) < 0
        ? limit.toSeconds() + " s"
        : limit.toMinutes() + " min";
  }

  /** The name of the holder of a number, if it lives. */
  private Optional<String> living(int number) {
    Optional<Holder> holder = files.settledHolder(number);
    String name = files.name(holder, number);
    boolean lives =
        holder.filter(Holder::isOnThisHost).map(Holder::lives).orElseGet(() -> beats(number, name));
    return lives ? Optional.of(name) : Optional.empty();
  }

  /** Looks until the file changes, goes, or has not changed for long enough. */
  private boolean beats(int number, String holder) {
    Optional<Long> first = files.modified(number);
    sayOnce(
        "%s is locked by %s; looking for a sign of life, %d s at most"
            .formatted(work, holder, pace.beat().multipliedBy(pace.looks()).toSeconds()));
    for (int look = 0; look < pace.looks(); look++) {
      LockFiles.sleep(pace.beat());
      Optional<Long> now = files.modified(number);
      if (now.isEmpty()) {
        return false;
      }
      if (!now.equals(first)) {
        return true;
      }
    }
    return false;
  }

  /** While a holder is waited for, it is looked at many times. */
  private void sayOnce(String line) {
    if (said.add(line)) {
      say.accept(line);
    }
  }
}
