package io.espalier.store;

import io.espalier.model.InputException;
import io.espalier.store.Garbage.Item;
import io.espalier.store.Inventory.Extent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Runs that are given up, with the stages to which no other run refers. */
public final class Removal {
  private final Store store;
  private final Needed needed;
  private final Set<String> runs;

  private Removal(Store store, Set<String> runs) {
    this.store = store;
    this.needed = new Needed(store);
    this.runs = runs;
  }

  /**
   * @param names of runs
   * @throws InputException naming each that is not there, or that a driver works on now
   */
  public static Removal of(Store store, Collection<String> names) {
    Removal removal = new Removal(store, new TreeSet<>(names));
    List<String> problems = new ArrayList<>();
    List<String> known = store.runNames(damage -> {});
    for (String run : removal.runs) {
      if (!known.contains(run)) {
        problems.add("the store has no run '%s'; store ls lists them".formatted(run));
      } else if (removal.needed.isUnderWay(run)) {
        problems.add(
            "run %s is being computed now; wait until it is done or end it".formatted(run));
      }
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    return removal;
  }

  /**
   * All that goes, runs first.
   *
   * @throws DamagedException if it cannot be told which stages other runs refer to
   */
  public List<Item> items() {
    List<Item> items = new ArrayList<>();
    Set<String> mine = new TreeSet<>();
    for (String run : runs) {
      items.add(new Item("runs/" + run, "given up", extent(store.run(run))));
      mine.addAll(References.all(store.run(run), damage -> {}).values());
    }
    mine.removeAll(needed.stages(runs));
    mine.retainAll(store.stageKeys(damage -> {}));
    for (String key : mine) {
      if (!needed.isHeld(key)) {
        items.add(new Item("stages/" + key, "no other run refers to it", extent(store.stage(key))));
      }
    }
    return items;
  }

  /** Deletes a run or a stage, unless somebody has come to need it meanwhile; whether it did. */
  public boolean delete(Item item) {
    String name = item.path().substring(item.path().indexOf('/') + 1);
    boolean goes =
        runs.contains(name) && item.path().equals("runs/" + name)
            ? !needed.isUnderWay(name)
            : !needed.isHeld(name) && !needed.stages(runs).contains(name);
    if (goes) {
      store.root().child(item.path()).vanish();
    }
    return goes;
  }

  private static Extent extent(Folder folder) {
    return Extent.of(folder.all().values());
  }
}
