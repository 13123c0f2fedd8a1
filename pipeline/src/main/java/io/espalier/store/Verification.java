package io.espalier.store;

import io.espalier.model.InputException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Every committed file of a store, read again and compared with its manifest.
 *
 * @param folders committed ones: runs, stages and checkpoints
 * @param files that were read
 * @param bytes of them
 * @param damage one sentence for each file or folder that is not what was committed
 */
public record Verification(long folders, long files, long bytes, List<String> damage) {
  public Verification {
    damage = List.copyOf(damage);
  }

  /**
   * Reads all of a store; of what was never committed only the lists of stages are looked at.
   *
   * @param watch told of each folder before it is read
   */
  public static Verification of(Store store, Consumer<String> watch) {
    Set<String> lists = new LinkedHashSet<>();
    List<Folder> committed = new ArrayList<>();
    for (String run : store.runNames(lists::add)) {
      committed.add(store.run(run));
      References.all(store.run(run), lists::add);
    }
    for (String key : store.stageKeys(lists::add)) {
      Folder stage = store.stage(key);
      committed.add(stage);
      Folder rounds = Checkpoints.rounds(stage);
      rounds.folders().forEach(round -> committed.add(rounds.child(round)));
    }
    Verification all = new Verification(0, 0, 0, List.of());
    for (Folder folder : committed) {
      if (folder.has(Folder.MANIFEST)) {
        watch.accept(folder.uri());
        all = all.plus(of(folder));
      }
    }
    lists.removeAll(all.damage());
    return all.plus(new Verification(0, 0, 0, List.copyOf(lists)));
  }

  private static Verification of(Folder folder) {
    List<String> damage = new ArrayList<>();
    long files = 0;
    long bytes = 0;
    try {
      Manifest manifest = folder.manifest().orElseThrow();
      for (String name : manifest.files().keySet()) {
        files++;
        try {
          bytes += folder.verify(manifest, name);
        } catch (DamagedException | UncheckedIOException e) {
          damage.add(e.getMessage());
        }
      }
    } catch (DamagedException | InputException | UncheckedIOException e) {
      damage.add(e.getMessage());
    }
    return new Verification(1, files, bytes, damage);
  }

  private Verification plus(Verification other) {
    List<String> both = new ArrayList<>(damage);
    both.addAll(other.damage);
    return new Verification(
        folders + other.folders, files + other.files, bytes + other.bytes, both);
  }
}
