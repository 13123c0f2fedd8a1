package io.espalier.store;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One run or stage, looked at closely. */
public final class FolderDetails {
  private final String name;
  private final Folder folder;
  private final Map<String, String> stages;
  private final Consumer<String> damage;

  /**
   * @param stages to which a run refers; empty for a stage
   * @param damage told of each file that is not what was written there, and stepped over
   */
  FolderDetails(String name, Folder folder, Map<String, String> stages, Consumer<String> damage) {
    this.stages = stages;
    this.name = name;
    this.folder = folder;
    this.damage = damage;
  }

  /** Name of the run, or key of the stage. */
  public String name() {
    return name;
  }

  /** Where it lies. */
  public String uri() {
    return folder.uri();
  }

  /** Lengths of its files, by their path in the folder. */
  public Map<String, Long> files() {
    Map<String, Long> lengths = new TreeMap<>();
    for (Map.Entry<String, FolderEntry> file : folder.all().entrySet()) {
      lengths.put(file.getKey(), file.getValue().length());
    }
    return lengths;
  }

  /** What it is made from; empty for a run. */
  public Optional<StageOrigin> origin() {
    return StageOrigin.read(folder, damage);
  }

  /** Keys of the stages a run refers to, by its label for them; empty for a stage. */
  public Map<String, String> stages() {
    return stages;
  }

  /** What the newest checkpoint says; empty once the stage is finished, and where none is made. */
  public Optional<Checkpoints.Facts> newestRound() {
    Folder rounds = Checkpoints.rounds(folder);
    return Checkpoints.numbers(rounds).stream()
        .map(round -> rounds.child(Integer.toString(round)))
        .filter(round -> round.has(Folder.MANIFEST))
        .flatMap(round -> round.json(Checkpoints.FACTS, Checkpoints.Facts.class, damage).stream())
        .findFirst();
  }

  /** A file of text, if it is there. */
  public Optional<String> text(String file) {
    try {
      return folder.find(file).map(text -> new String(text, StandardCharsets.UTF_8));
    } catch (DamagedException e) {
      damage.accept(e.getMessage());
      return Optional.empty();
    }
  }
}
