package io.espalier.store;

import io.espalier.model.InputException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What lies in a store: its runs and its stages, and who refers to whom. */
public final class Inventory {
  /** State of a run or stage whose manifest is there. */
  public static final String FINISHED = "finished";

  private final Store store;
  private final Consumer<String> damage;

  private Inventory(Store store, Consumer<String> damage) {
    this.store = store;
    this.damage = damage;
  }

  /**
   * Of a store; looks each time it is asked.
   *
   * @param damage told of each file that is not what was written there, and stepped over
   */
  public static Inventory of(Store store, Consumer<String> damage) {
    return new Inventory(store, damage);
  }

  /**
   * @param bytes of all files
   * @param files how many
   * @param modified when the newest of them was written, milliseconds
   */
  public record Extent(long bytes, long files, long modified) {
    static Extent of(Collection<FolderEntry> files) {
      return new Extent(
          files.stream().mapToLong(FolderEntry::length).sum(),
          files.size(),
          files.stream().mapToLong(FolderEntry::modified).max().orElse(0));
    }
  }

  /**
   * @param state {@code finished} or {@code unfinished}
   * @param extent of its own files
   * @param stages keys of those it refers to, by its label for them
   */
  public record Run(
      String name, String state, Extent extent, Map<String, String> stages, Room room) {}

  /**
   * @param bytes of a run's own files and of all stages it refers to
   * @param alone those of them to which no other run refers: what giving it up frees
   */
  public record Room(long bytes, long alone) {}

  /**
   * @param kind of stage; {@code unknown} if it does not say
   * @param state {@code finished}, {@code unfinished} or {@code round <n>}, its newest checkpoint
   * @param lock {@code free}, or who holds or held it
   * @param runs names of those that refer to it
   */
  public record Stage(
      String key, String kind, String state, String lock, Extent extent, List<String> runs) {}

  /** All runs, by name. */
  public List<Run> runs() {
    Map<String, List<String>> users = users();
    Map<String, Long> bytes = new HashMap<>();
    List<Run> runs = new ArrayList<>();
    for (String name : store.runNames(damage)) {
      Folder folder = store.run(name);
      Extent extent = Extent.of(folder.all().values());
      Map<String, String> stages = References.all(folder, damage);
      long all = extent.bytes();
      long alone = extent.bytes();
      for (String key : new TreeSet<>(stages.values())) {
        long stage = bytes.computeIfAbsent(key, this::bytes);
        all += stage;
        alone += users.getOrDefault(key, List.of()).size() <= 1 ? stage : 0;
      }
      String state = folder.has(Folder.MANIFEST) ? FINISHED : "unfinished";
      runs.add(new Run(name, state, extent, stages, new Room(all, alone)));
    }
    return runs;
  }

  private long bytes(String key) {
    return Extent.of(store.stage(key).all().values()).bytes();
  }

  /** All stages, those of one kind together, older ones first. */
  public List<Stage> stages() {
    Map<String, List<String>> users = users();
    List<Stage> stages = new ArrayList<>();
    for (String key : store.stageKeys(damage)) {
      stages.add(stage(key, users.getOrDefault(key, List.of())));
    }
    stages.sort(
        Comparator.comparing(Stage::kind)
            .thenComparing(stage -> stage.extent().modified())
            .thenComparing(Stage::key));
    return stages;
  }

  /**
   * The run of a name, or the stage whose key begins so.
   *
   * @throws InputException if there is none, or more than one
   */
  public FolderDetails details(String name) {
    if (store.runNames(damage).contains(name)) {
      Folder run = store.run(name);
      return new FolderDetails(name, run, References.all(run, damage), damage);
    }
    List<String> keys =
        store.stageKeys(damage).stream().filter(key -> key.startsWith(name)).toList();
    if (keys.size() != 1) {
      throw new InputException(
          keys.isEmpty()
              ? "the store has no run '%s' and no stage whose key begins so; store ls lists them"
                  .formatted(name)
              : "the keys of %d stages begin with '%s': %s"
                  .formatted(keys.size(), name, String.join(", ", keys)));
    }
    return new FolderDetails(keys.get(0), store.stage(keys.get(0)), Map.of(), damage);
  }

  /** Names of the runs that refer to each stage, by its key. */
  private Map<String, List<String>> users() {
    Map<String, List<String>> users = new TreeMap<>();
    for (String run : store.runNames(damage)) {
      for (String key : new TreeSet<>(References.all(store.run(run), damage).values())) {
        users.computeIfAbsent(key, none -> new ArrayList<>()).add(run);
      }
    }
    return users;
  }

  private Stage stage(String key, List<String> runs) {
    Folder folder = store.stage(key);
    Map<String, FolderEntry> files = folder.all();
    return new Stage(
        key,
        StageOrigin.read(folder, damage).map(StageOrigin::kind).orElse("unknown"),
        state(folder, files),
        new LockFiles(store.locks().child(key)).holder().map(Holder::toString).orElse("free"),
        Extent.of(files.values()),
        runs);
  }

  private static String state(Folder folder, Map<String, FolderEntry> files) {
    if (files.containsKey(Folder.MANIFEST)) {
      return FINISHED;
    }
    return Checkpoints.numbers(Checkpoints.rounds(folder)).stream()
        .filter(round -> files.containsKey("rounds/" + round + "/" + Folder.MANIFEST))
        .findFirst()
        .map(round -> "round " + round)
        .orElse("unfinished");
  }
}
