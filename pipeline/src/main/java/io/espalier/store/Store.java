package io.espalier.store;

import io.espalier.model.InputException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;

/**
 * Where stages and runs live: {@code stages/<key>/} and {@code runs/<name>/} below one URI on any
 * Hadoop file system.
 */
public final class Store {
  private final Folder root;

  private Store(Folder root) {
    this.root = root;
  }

  /**
   * Opens a store, creating its folder.
   *
   * @throws InputException if nothing can be written there
   */
  public static Store open(String uri, Configuration configuration) {
    Folder root = Folder.at(uri, configuration);
    try {
      root.create();
      root.write("espalier-store", "format 1\n".getBytes(StandardCharsets.UTF_8));
    } catch (UncheckedIOException e) {
      throw new InputException(
          "run.store must be a folder that can be written to, got %s: %s"
              .formatted(uri, e.getCause().getMessage()));
    }
    return new Store(root);
  }

  /** The folder of a stage, committed or not. */
  public Folder stage(String key) {
    return root.child("stages").child(key);
  }

  /** The folder of a run. */
  public Folder run(String name) {
    return root.child("runs").child(name);
  }
}
