package io.espalier.store;

import io.espalier.model.InputException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/**
 * Where stages and runs live: {@code stages/<key>/} and {@code runs/<name>/} below one URI on any
 * Hadoop file system.
 */
public final class Store {
  private final Folder root;
  private final String application;

  private Store(Folder root, String application) {
    this.root = root;
    this.application = application;
  }

  /**
   * Opens a store, creating its folder.
   *
   * @param application what others are told of this driver when it holds a lock
   * @throws InputException if nothing can be written there
   */
  public static Store open(String uri, Configuration configuration, String application) {
    Folder root = Folder.at(uri, configuration);
    try {
      root.create();
      root.write("espalier-store", "format 1\n".getBytes(StandardCharsets.UTF_8));
    } catch (UncheckedIOException e) {
      throw new InputException(
          "run.store must be a folder that can be written to, got %s: %s"
              .formatted(uri, e.getCause().getMessage()));
    }
    return new Store(root, application);
  }

  /** The folder of a stage, committed or not. */
  public Folder stage(String key) {
    return root.child("stages").child(key);
  }

  /** The folder of a run. */
  public Folder run(String name) {
    return root.child("runs").child(name);
  }

  /**
   * Takes the right to do a piece of work, from a dead driver if need be.
   *
   * @param name of the lock: the key of a stage, or {@code run-<name>}
   * @param work what it is for, for messages
   * @param say told when it takes time to find out whether the holder lives
   * @throws HeldException if another driver does it
   */
  public Lock lock(String name, String work, Consumer<String> say) {
    return Lock.take(locks().child(name), work, Holder.current(application), Lock.Pace.USUAL, say);
  }

  Folder locks() {
    return root.child("locks");
  }
}
