package io.espalier.store;

import io.espalier.store.Inventory.Extent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a store no longer needs: stages that no run refers to, what drivers that died left of files
 * they had not finished with the folders that hold nothing else, and their locks. Never what a
 * living driver holds, and never what was written a short time ago.
 */
public final class Garbage {
  /** What no lock guards is written in a moment: after so long nobody is writing it. */
  private static final Duration SURELY_LEFT = Duration.ofHours(1);

  private final Store store;
  private final long newest;

  private Garbage(Store store, long newest) {
    this.store = store;
    this.newest = newest;
  }

  /**
   * @param age of what may be thrown away, at least
   */
  public static Garbage of(Store store, Duration age) {
    return new Garbage(store, System.currentTimeMillis() - age.toMillis());
  }

  /**
   * Something that may go.
   *
   * @param path inside the store
   * @param why in a few words
   */
  public record Item(String path, String why, Extent extent) {}

  /** All that may go, by path. */
  public List<Item> items() {
    List<Item> items = new ArrayList<>();
    Map<String, List<String>> users = Inventory.of(store).users();
    for (String key : store.stages().folders()) {
      if (isHeld(key)) {
        continue;
      }
      Map<String, FolderEntry> files = store.stage(key).all();
      if (!users.containsKey(key)) {
        add(items, "stages/" + key, "no run refers to it", Extent.of(files.values()), newest);
      } else {
        addLeftovers(items, "stages/" + key + "/", files, newest);
      }
    }
    long surelyLeft = Math.min(newest, System.currentTimeMillis() - SURELY_LEFT.toMillis());
    for (String run : store.runs().folders()) {
      if (!isHeld(Store.runLock(run))) {
        addLeftovers(items, "runs/" + run + "/", store.run(run).all(), surelyLeft);
      }
    }
    addLeftovers(items, "", store.root().files(), surelyLeft);
    for (String lock : store.locks().folders()) {
      if (!isHeld(lock)) {
        Extent extent = Extent.of(store.locks().child(lock).all().values());
        add(items, "locks/" + lock, "its holder is dead", extent, newest);
      }
    }
    return items;
  }

  /** Deletes an item, unless somebody has come to need it meanwhile; whether it did. */
  public boolean delete(Item item) {
    Path path = Path.of(item.path());
    if (isNeeded(path)) {
      return false;
    }
    store.root().child(item.path()).delete();
    boolean empty = true;
    for (Path above = path.getParent(); empty && isOwned(above); above = above.getParent()) {
      empty = store.root().child(above.toString()).deleteIfEmpty();
    }
    return true;
  }

  /** Whether a folder belongs to one stage, run or lock, and not to the store. */
  private static boolean isOwned(Path folder) {
    return folder != null && folder.getNameCount() > 1;
  }

  private boolean isNeeded(Path path) {
    if (path.getNameCount() == 1) {
      return false; // nothing but its age tells of a file of the store itself
    }
    String owner = path.getName(1).toString();
    return switch (path.getName(0).toString()) {
      case "runs" -> isHeld(Store.runLock(owner));
      case "stages" -> isHeld(owner) || path.getNameCount() == 2 && isReferredTo(owner);
      default -> isHeld(owner);
    };
  }

  private boolean isReferredTo(String key) {
    return Inventory.of(store).users().containsKey(key);
  }

  private boolean isHeld(String lock) {
    return new LockFiles(store.locks().child(lock)).isHeld();
  }

  private static void addLeftovers(
      List<Item> items, String folder, Map<String, FolderEntry> files, long newest) {
    files.forEach(
        (path, file) -> {
          if (file.name().startsWith(".")) {
            add(items, folder + path, "never finished", Extent.of(List.of(file)), newest);
          }
        });
  }

  private static void add(List<Item> items, String path, String why, Extent extent, long newest) {
    if (extent.files() > 0 && extent.modified() <= newest) {
      items.add(new Item(path, why, extent));
    }
  }
}
