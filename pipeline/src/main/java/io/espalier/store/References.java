package io.espalier.store;

import io.espalier.model.InputException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Which stages a run refers to: those it had when it was finished, and those that commands have
 * asked for since. What no run refers to may be thrown away. Safe for several threads.
 */
public final class References {
  private static final String FINISHED = "stages.json";
  private static final String UNDER_WAY = "under-way.json";

  private final Folder run;
  private final Consumer<String> say;
  private final Map<String, String> underWay;
  private final Set<String> known;

  private References(Folder run, Consumer<String> say) {
    this.run = run;
    this.say = say;
    this.underWay = read(run, UNDER_WAY, say);
    this.known = new HashSet<>(all(run, told -> {}).values());
  }

  /**
   * Those of a run, finished or not.
   *
   * @param say told of a list that cannot be read, and is begun anew
   */
  public static References of(Folder run, Consumer<String> say) {
    return new References(run, say);
  }

  /** Notes that a stage is needed, so that nobody throws it away. */
  public synchronized void add(String label, String key) {
    if (known.add(key)) {
      run.makeRoom(say);
      underWay.put(label, key);
      run.write(UNDER_WAY, Json.write(underWay));
    }
  }

  /** Takes a note back: the stage was refused and is not needed. */
  public synchronized void remove(String label, String key) {
    known.remove(key);
    underWay.remove(label);
    if (underWay.isEmpty()) {
      run.delete(UNDER_WAY);
    } else {
      run.write(UNDER_WAY, Json.write(underWay));
    }
  }

  /** From now on a run refers to the stages it is made of, and to no others. */
  public static void finish(Folder run, Map<String, String> stages) {
    run.write(FINISHED, Json.write(stages));
    run.delete(UNDER_WAY);
  }

  /**
   * Keys by the label the run has for them.
   *
   * @param damage told of each list that is not what was written there, or is missing: there may be
   *     keys that nobody knows of then
   */
  static Map<String, String> all(Folder run, Consumer<String> damage) {
    List<String> files =
        run.entries().stream()
            .map(FolderEntry::name)
            .filter(name -> !Folder.isHidden(name))
            .toList();
    if (!files.isEmpty()
        && Collections.disjoint(files, List.of(Folder.MANIFEST, FINISHED, UNDER_WAY))) {
      damage.accept(run.uri() + "/" + FINISHED + " is missing");
    }
    Map<String, String> all = finished(run, damage);
    Map<String, String> more = read(run, UNDER_WAY, damage);
    Collection<String> finished = all.values();
    more.forEach(
        (label, key) -> {
          if (!finished.contains(key)) {
            all.put(all.containsKey(label) ? label + " · under way" : label, key);
          }
        });
    return all;
  }

  private static Map<String, String> finished(Folder run, Consumer<String> damage) {
    try {
      Optional<Manifest> manifest = run.manifest();
      if (manifest.isPresent()) {
        run.read(manifest.get(), FINISHED);
      }
    } catch (DamagedException | InputException e) {
      damage.accept(e.getMessage());
    }
    return read(run, FINISHED, damage);
  }

  private static Map<String, String> read(Folder run, String name, Consumer<String> damage) {
    String place = run.uri() + "/" + name;
    Map<String, String> keys = new TreeMap<>();
    try {
      run.find(name).map(text -> Json.readTexts(text, place)).ifPresent(keys::putAll);
      if (keys.isEmpty() && run.has(name)) {
        damage.accept(place + " is not what was written there: it names no stage");
      }
      if (!keys.values().stream().allMatch(key -> key != null && key.matches("\\w+"))) {
        keys.clear();
        damage.accept(place + " is not what was written there: what it names are no stages");
      }
    } catch (DamagedException e) {
      damage.accept(e.getMessage());
    }
    return keys;
  }
}
