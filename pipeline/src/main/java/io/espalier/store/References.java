package io.espalier.store;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which stages a run refers to: those it had when it was finished, and those that commands have
 * asked for since. What no run refers to may be thrown away. Safe for several threads.
 */
public final class References {
  private static final String FINISHED = "stages.json";
  private static final String UNDER_WAY = "under-way.json";

  private final Folder run;
  private final Map<String, String> underWay;
  private final Set<String> known;

  private References(Folder run) {
    this.run = run;
    this.underWay = read(run, UNDER_WAY);
    this.known = new HashSet<>(all(run).values());
  }

  /** Those of a run, finished or not. */
  public static References of(Folder run) {
    return new References(run);
  }

  /** Notes that a stage is needed, so that nobody throws it away. */
  public synchronized void add(String label, String key) {
    if (known.add(key)) {
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

  /** Keys by the label the run has for them. */
  static Map<String, String> all(Folder run) {
    Map<String, String> all = read(run, FINISHED);
    Map<String, String> more = read(run, UNDER_WAY);
    Collection<String> finished = all.values();
    more.forEach(
        (label, key) -> {
          if (!finished.contains(key)) {
            all.put(all.containsKey(label) ? label + " · under way" : label, key);
          }
        });
    return all;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> read(Folder run, String name) {
    return new TreeMap<>(
        run.find(name)
            .map(text -> Json.read(text, Map.class, run.uri() + "/" + name))
            .orElse(Map.of()));
  }
}
