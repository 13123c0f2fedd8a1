package io.espalier.store;

import io.espalier.model.InputException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What lies in a store: its runs and its stages, and who refers to whom. */
public final class Inventory {
  /** State of a run or stage whose manifest is there. */
  public static final String FINISHED = "finished";

  private final Store store;

  private Inventory(Store store) {
    this.store = store;
  }

  /** Of a store; looks each time it is asked. */
  public static Inventory of(Store store) {
    return new Inventory(store);
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
   * @param stages keys of those it refers to, by its label for them
   */
  public record Run(String name, String state, Extent extent, Map<String, String> stages) {}

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
    List<Run> runs = new ArrayList<>();
    for (String name : store.runs().folders()) {
      Folder folder = store.run(name);
      runs.add(
          new Run(
              name,
              folder.has(Folder.MANIFEST) ? FINISHED : "unfinished",
              Extent.of(folder.all().values()),
              References.all(folder)));
    }
    return runs;
  }

  /** All stages, those of one kind together, older ones first. */
  public List<Stage> stages() {
    Map<String, List<String>> users = users();
    List<Stage> stages = new ArrayList<>();
    for (String key : store.stages().folders()) {
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
    if (store.runs().folders().contains(name)) {
      return new FolderDetails(name, store.run(name));
    }
    List<String> keys =
        store.stages().folders().stream().filter(key -> key.startsWith(name)).toList();
    if (keys.size() != 1) {
      throw new InputException(
          keys.isEmpty()
              ? "the store has no run '%s' and no stage whose key begins so; store ls lists them"
                  .formatted(name)
              : "the keys of %d stages begin with '%s': %s"
                  .formatted(keys.size(), name, String.join(", ", keys)));
    }
    return new FolderDetails(keys.get(0), store.stage(keys.get(0)));
  }

  /** Names of the runs that refer to each stage, by its key. */
  Map<String, List<String>> users() {
    Map<String, List<String>> users = new TreeMap<>();
    for (String run : store.runs().folders()) {
      for (String key : new TreeSet<>(References.all(store.run(run)).values())) {
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
        StageOrigin.read(folder).map(StageOrigin::kind).orElse("unknown"),
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
