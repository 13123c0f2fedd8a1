package io.espalier.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What may not go: stages that runs refer to, and what living drivers work on. */
final class Needed {
  private final Store store;

  Needed(Store store) {
    this.store = store;
  }

  /**
   * Keys of all stages that runs refer to.
   *
   * @param forgotten runs that do not count
   * @throws DamagedException if that cannot be told for sure, because the list of a run is damaged
   */
  Set<String> stages(Collection<String> forgotten) {
    Set<String> keys = new TreeSet<>();
    List<String> damage = new ArrayList<>();
    for (String run : store.runNames(damage::add)) {
      if (!forgotten.contains(run)) {
        keys.addAll(References.all(store.run(run), damage::add).values());
      }
    }
    if (!damage.isEmpty()) {
      throw new DamagedException(
          "nothing may be deleted while it cannot be told which stages are needed: "
              + String.join("; ", damage)
              + "; run the plan of such a run again, which mends it, or give it up with store rm");
    }
    return keys;
  }

  /** Whether a driver that lives computes a stage of a run, or writes the run. */
  boolean isUnderWay(String run) {
    return isHeld(Store.runLock(run))
        || References.all(store.run(run), damage -> {}).values().stream().anyMatch(this::isHeld);
  }

  /** Whether a driver that lives has a lock. */
  boolean isHeld(String lock) {
    return new LockFiles(store.locks().child(lock)).isHeld();
  }
}
