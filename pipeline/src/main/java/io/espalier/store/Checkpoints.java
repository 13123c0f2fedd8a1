package io.espalier.store;

import io.espalier.model.TrainingState;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The checkpoints of a stage that is being trained: {@code rounds/<n>/}, the last two kept. */
public final class Checkpoints {
  private static final int KEPT = 2;
  private static final String STATE = "state.bin";

  private final Folder rounds;
  private final String key;

  public Checkpoints(Folder stage, String key) {
    this.rounds = stage.child("rounds");
    this.key = key;
  }

  /** Commits a state under its round and lets go of older ones. */
  public void save(TrainingState state) {
    Folder folder = rounds.child(Integer.toString(state.current().progress().round()));
    folder.delete();
    folder.write(STATE, StateCodec.write(state));
    folder.commit("round", key);
    numbers().stream().skip(KEPT).forEach(round -> rounds.child(Integer.toString(round)).delete());
  }

  /**
   * The newest state that is whole.
   *
   * @param damage told of each newer one that is damaged and stepped over
   */
  public Optional<TrainingState> newest(Consumer<String> damage) {
    for (int round : numbers()) {
      Folder folder = rounds.child(Integer.toString(round));
      try {
        Optional<Manifest> manifest = folder.manifest();
        if (manifest.isPresent()) {
          return Optional.of(StateCodec.readTraining(folder.read(manifest.get(), STATE)));
        }
      } catch (DamagedException e) {
        damage.accept(e.getMessage());
      }
    }
    return Optional.empty();
  }

  /** Deletes them all. */
  public void clear() {
    rounds.delete();
  }

  private List<Integer> numbers() {
    return rounds.folders().stream()
        .filter(name -> name.matches("\\d{1,9}"))
        .map(Integer::valueOf)
        .sorted(Comparator.reverseOrder())
        .toList();
  }
}
