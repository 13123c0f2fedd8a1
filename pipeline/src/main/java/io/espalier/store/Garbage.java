package io.espalier.store;

import io.espalier.store.Inventory.Extent;
import io.espalier.store.Inventory.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a store no longer needs: stages that no run refers to, what drivers that died left of files
 * they had not finished with the folders that hold nothing else, and their locks. Never what a
 * living driver holds, and never what was written a short time ago.
 */
public final class Garbage {
  /** What no lock guards is written in a moment: after so long nobody is writing it. */
  private static final Duration SURELY_LEFT = Duration.ofHours(1);

  private final Store store;
  private final Needed needed;
  private final long newest;
  private final List<String> forgotten;

  private Garbage(Store store, long newest, List<String> forgotten) {
    this.store = store;
    this.needed = new Needed(store);
    this.newest = newest;
    this.forgotten = forgotten;
  }

  /**
   * @param age of what may be thrown away, at least
   */
  public static Garbage of(Store store, Duration age) {
    return new Garbage(store, System.currentTimeMillis() - age.toMillis(), List.of());
  }

  /**
   * The same, and of the runs that are old enough all but the newest.
   *
   * @param count of the runs that stay, at least 1
   * @param prefix with which the names of the runs begin that are counted, and may go
   */
  public Garbage keepingLast(int count, String prefix) {
    List<String> old =
        Inventory.of(store, damage -> {}).runs().stream()
            .filter(run -> run.name().startsWith(prefix))
            .sorted(
                Comparator.comparing((Run run) -> run.extent().modified())
                    .reversed()
                    .thenComparing(Run::name))
            .skip(count)
            .filter(run -> run.extent().modified() <= newest && !needed.isUnderWay(run.name()))
            .map(Run::name)
            .sorted()
            .toList();
    return new Garbage(store, newest, old);
  }

  /**
   * Something that may go.
   *
   * @param path inside the store
   * @param why in a few words
   */
  public record Item(String path, String why, Extent extent) {}

  /**
   * All that may go: runs, then stages, leftovers and locks, each by path.
   *
   * @throws DamagedException if it cannot be told which stages runs refer to
   */
  public List<Item> items() {
    List<Item> items = new ArrayList<>();
    for (String run : forgotten) {
      Extent extent = Extent.of(store.run(run).all().values());
      items.add(new Item("runs/" + run, "newer runs are kept", extent));
    }
    Set<String> stages = needed.stages(forgotten);
    for (String key : store.stageKeys(damage -> {})) {
      if (needed.isHeld(key)) {
        continue;
      }
      Map<String, FolderEntry> files = store.stage(key).all();
      if (!stages.contains(key)) {
        add(items, "stages/" + key, "no run refers to it", Extent.of(files.values()), newest);
      } else {
        addLeftovers(items, "stages/" + key + "/", files, newest);
      }
    }
    long surelyLeft = Math.min(newest, System.currentTimeMillis() - SURELY_LEFT.toMillis());
    for (String run : store.runNames(damage -> {})) {
      if (!forgotten.contains(run) && !needed.isHeld(Store.runLock(run))) {
        addLeftovers(items, "runs/" + run + "/", store.run(run).all(), surelyLeft);
      }
    }
    addLeftovers(items, "", store.root().files(), surelyLeft);
    addRemains(items, "runs/", store.runs());
    addRemains(items, "stages/", store.stages());
    for (String lock : store.locks().folders()) {
      if (!needed.isHeld(lock)) {
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
    store.root().child(item.path()).vanish();
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
    boolean isWhole = path.getNameCount() == 2;
    String owner = path.getName(1).toString();
    return switch (path.getName(0).toString()) {
      case "runs" -> isWhole ? needed.isUnderWay(owner) : needed.isHeld(Store.runLock(owner));
      case "stages" -> needed.isHeld(owner) || isWhole && needed.stages(forgotten).contains(owner);
      default -> needed.isHeld(owner);
    };
  }

  /** What is left where a deletion was killed. */
  private static void addRemains(List<Item> items, String path, Folder folder) {
    for (String name : folder.folders()) {
      if (Folder.isHidden(name)) {
        Extent extent = Extent.of(folder.child(name).all().values());
        items.add(new Item(path + name, "its deletion was begun", extent));
      }
    }
  }

  private static void addLeftovers(
      List<Item> items, String folder, Map<String, FolderEntry> files, long newest) {
    files.forEach(
        (path, file) -> {
          if (Folder.isHidden(file.name()) && !isChecksum(path, files)) {
            add(items, folder + path, "never finished", Extent.of(List.of(file)), newest);
          }
        });
  }

  /** Whether a file is one that Hadoop's local file systems keep beside another that is there. */
  private static boolean isChecksum(String path, Map<String, FolderEntry> files) {
    int name = path.lastIndexOf('/') + 1;
    return path.endsWith(".crc")
        && files.containsKey(
            path.substring(0, name) + path.substring(name + 1, path.length() - ".crc".length()));
  }

  private static void add(List<Item> items, String path, String why, Extent extent, long newest) {
    if (extent.files() > 0 && extent.modified() <= newest) {
      items.add(new Item(path, why, extent));
    }
  }
}
