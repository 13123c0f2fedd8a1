package io.espalier.store;

import io.espalier.model.InputException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/**
 * Where stages and runs live: {@code stages/<key>/} and {@code runs/<name>/} below one URI on any
 * Hadoop file system. Safe for several threads.
 */
public final class Store {
  private static final String MARK = "espalier-store";

  private final Folder root;
  private final String application;
  private final Lock.Pace pace;

  private Store(Folder root, String application, Lock.Pace pace) {
    this.root = root;
    this.application = application;
    this.pace = pace;
  }

  /**
   * A store that may have yet to be made; see {@link #create}.
   *
   * @param application what others are told of this driver when it holds a lock
   * @throws InputException if there is no file system for it
   */
  public static Store at(String uri, Configuration configuration, String application) {
    Folder root = Folder.at(Address.of("run.store", uri, configuration));
    return new Store(root, application, Lock.Pace.USUAL);
  }

  /**
   * Makes the store's folder, if it is not there.
   *
   * @throws InputException if nothing can be written there
   */
  public void create() {
    try {
      root.create();
      root.write(MARK, "format 1\n".getBytes(StandardCharsets.UTF_8));
    } catch (UncheckedIOException e) {
      throw unwritable(e.getCause());
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      throw unwritable(e); // names that HDFS has not, file systems that are only read
    }
  }

  private InputException unwritable(Exception cause) {
    InputException problem =
        new InputException(
            "run.store must be a folder that can be written to, got %s: %s"
                .formatted(uri(), cause.getMessage()));
    problem.initCause(cause);
    return problem;
  }

  /**
   * Opens a store to look at it.
   *
   * @throws InputException if there is none
   */
  public static Store existing(String uri, Configuration configuration) {
    Folder root = Folder.at(Address.of("the store", uri, configuration));
    if (!root.has(MARK)) {
      throw new InputException(
          "there is no store at %s: it has no file %s".formatted(root.uri(), MARK));
    }
    return new Store(root, "none", Lock.Pace.USUAL);
  }

  /** Absolute URI of the store. */
  public String uri() {
    return root.uri();
  }

  /** The folder of a stage, committed or not. */
  public Folder stage(String key) {
    return stages().child(key);
  }

  /** The folder of a run. */
  public Folder run(String name) {
    return runs().child(name);
  }

  /**
   * Names of all runs.
   *
   * @param damage told of what is no folder where only runs' folders have to be
   */
  List<String> runNames(Consumer<String> damage) {
    return names(runs(), damage);
  }

  /**
   * Keys of all stages.
   *
   * @param damage told of what is no folder where only stages' folders have to be
   */
  List<String> stageKeys(Consumer<String> damage) {
    return names(stages(), damage);
  }

  private static List<String> names(Folder folder, Consumer<String> damage) {
    folder.files().keySet().stream()
        .filter(name -> !Folder.isHidden(name))
        .map(name -> folder.uri() + "/" + name + " is a file where a folder has to be")
        .forEach(damage);
    return folder.folders().stream().filter(name -> !Folder.isHidden(name)).toList();
  }

  Folder root() {
    return root;
  }

  Folder stages() {
    return root.child("stages");
  }

  Folder runs() {
    return root.child("runs");
  }

  /** Name of the lock of a run's folder. */
  public static String runLock(String run) {
    return "run-" + run;
  }

  /**
   * Takes the right to do a piece of work as soon as no living driver has it, from a dead one if
   * need be. Whoever had it may have finished the work.
   *
   * @param name of the lock: the key of a stage, or {@link #runLock}
   * @param work what it is for, for messages
   * @param limit how long a living holder is waited for
   * @param say told for whom it waits, and when it takes time to find out whether the holder lives
   * @throws HeldException if another driver, or another thread of this one, still does it then
   */
  public Lock await(String name, String work, Duration limit, Consumer<String> say) {
    LockFiles files = new LockFiles(locks().child(name));
    return new LockClaim(files, work, Holder.current(application), pace, say).take(limit);
  }

  /** The same store at another pace of signs of life. */
  Store at(Lock.Pace other) {
    return new Store(root, application, other);
  }

  Folder locks() {
    return root.child("locks");
  }
}
