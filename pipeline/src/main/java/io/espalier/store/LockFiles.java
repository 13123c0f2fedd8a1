package io.espalier.store;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The numbered files of one lock; the highest number is whose turn it is. */
final class LockFiles {
  /**
   * A file may be looked at between its creation and its content, and where a file system replaces
   * files in two steps also between these.
   */
  private static final Duration WRITING = Duration.ofMillis(50);

  private static final int WRITING_LOOKS = 20;

  /** Without a sign of life for so long, whatever two clocks say. */
  private static final Duration SURELY_DEAD = Duration.ofHours(1);

  private final Folder folder;

  /**
   * @param folder of this lock alone
   */
  LockFiles(Folder folder) {
    this.folder = folder;
  }

  /** All numbers, ascending. */
  List<Integer> numbers() {
    return folder.entries().stream()
        .map(FolderEntry::name)
        .filter(name -> name.matches("\\d{1,9}"))
        .map(Integer::valueOf)
        .sorted()
        .toList();
  }

  /** All numbers, where one that is being replaced is waited for. */
  List<Integer> settledNumbers() {
    List<Integer> all = numbers();
    for (int i = 0; all.isEmpty() && i < WRITING_LOOKS; i++) {
      sleep(WRITING);
      all = numbers();
    }
    return all;
  }

  /** The holder of a lock that is or was held, if it has one and says who it is. */
  Optional<Holder> holder() {
    return numbers().stream().max(Integer::compare).flatMap(this::holder);
  }

  /** Who has a number, if it says who it is. */
  Optional<Holder> holder(int number) {
    try {
      // one that is being written, or damaged, is judged by its changes
      return folder.json(Integer.toString(number), Holder.class, damage -> {});
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
  }

  /** Who has a number, where one that is being written is waited for. */
  Optional<Holder> settledHolder(int number) {
    Optional<Holder> holder = holder(number);
    for (int i = 0; holder.isEmpty() && i < WRITING_LOOKS; i++) {
      sleep(WRITING);
      holder = holder(number);
    }
    return holder;
  }

  /** Whether a holder lives, as far as can be seen without waiting; in doubt it does. */
  boolean isHeld() {
    List<Integer> numbers = numbers();
    if (numbers.isEmpty()) {
      return false;
    }
    int last = numbers.get(numbers.size() - 1);
    long oldest = System.currentTimeMillis() - SURELY_DEAD.toMillis();
    return holder(last)
        .filter(Holder::isOnThisHost)
        .map(Holder::lives)
        .orElseGet(() -> modified(last).orElse(0L) > oldest);
  }

  /** When a number was last written; empty if it is gone. */
  Optional<Long> modified(int number) {
    return folder.modified(Integer.toString(number));
  }

  /** Whether the number was free and is the holder's now. */
  boolean claim(int number, Holder holder) {
    return folder.writeNew(Integer.toString(number), Json.write(holder));
  }

  /** Gives a sign of life. */
  void beat(int number, Holder holder) {
    folder.write(Integer.toString(number), Json.write(holder));
  }

  void delete(int number) {
    folder.delete(Integer.toString(number));
  }

  void deleteAll() {
    folder.delete();
  }

  /** As messages name who has a number. */
  String name(int number) {
    return name(holder(number), number);
  }

  /** As messages name the holder of a number, if it says who it is. */
  String name(Optional<Holder> holder, int number) {
    return holder
        .map(Holder::toString)
        .orElseGet(() -> "one that does not say its name in %s/%d".formatted(folder.uri(), number));
  }

  /** Lets go of a file where the folder of the lock has to be. */
  void makeRoom(Consumer<String> say) {
    folder.makeRoom(say);
  }

  static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HeldException("interrupted while looking for a sign of life");
    }
  }
}
