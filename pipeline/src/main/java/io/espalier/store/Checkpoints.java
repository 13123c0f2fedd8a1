package io.espalier.store;

import io.espalier.model.TrainingProgress;
import io.espalier.model.TrainingState;
import io.espalier.model.TrainingState.EpochFacts;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The checkpoints of a stage that is being trained: {@code rounds/<n>/}, each complete in itself.
 * The newest are kept, and beside them that of the best epoch.
 */
public final class Checkpoints {
  static final String FACTS = "round.json";
  private static final String STATE = "state.bin";

  private final Folder rounds;
  private final String key;
  private final long seed;
  private final int kept;

  /**
   * @param key of the stage
   * @param seed from which, with the progress, all randomness to come is derived; it must be the
   *     same to go on
   * @param kept how many of the newest are kept, at least 1
   */
  public Checkpoints(Folder stage, String key, long seed, int kept) {
    this.rounds = rounds(stage);
    this.key = key;
    this.seed = seed;
    this.kept = kept;
  }

  static Folder rounds(Folder stage) {
    return stage.child("rounds");
  }

  /**
   * What a checkpoint says to people.
   *
   * @param seed of the training's randomness
   * @param progress at the end of the round
   * @param curve the finished epochs
   */
  public record Facts(long seed, TrainingProgress progress, List<EpochFacts> curve) {}

  /** Commits a state under its round and lets go of those no longer wanted. */
  public void save(TrainingState state) {
    TrainingProgress progress = state.current().progress();
    Folder folder = round(progress.round());
    folder.delete();
    folder.write(STATE, StateCodec.write(state));
    folder.write(FACTS, Json.write(new Facts(seed, progress, state.curve())));
    folder.commit("round", key);
    letGo(progress.round(), state.best().network().progress().round());
  }

  /** Rounds after the newest good one are damaged ones that were stepped over. */
  private void letGo(int newest, int best) {
    List<Integer> wanted =
        numbers(rounds).stream().filter(round -> round <= newest).limit(kept).toList();
    numbers(rounds).stream()
        .filter(round -> !wanted.contains(round) && round != best)
        .forEach(round -> round(round).delete());
  }

  /**
   * The newest state that is whole.
   *
   * @param damage told of each newer one that is damaged or unfinished and stepped over
   */
  public Optional<TrainingState> newest(Consumer<String> damage) {
    for (int round : numbers(rounds)) {
      try {
        return Optional.of(read(round(round)));
      } catch (DamagedException e) {
        damage.accept(e.getMessage() + "; round " + round + " is stepped over");
      }
    }
    return Optional.empty();
  }

  private TrainingState read(Folder folder) {
    Manifest manifest =
        folder
            .manifest()
            .orElseThrow(() -> new DamagedException(folder.uri() + " was never committed"));
    manifest.expect(key, folder.uri());
    TrainingState state = StateCodec.readTraining(folder.read(manifest, STATE));
    Facts facts = Json.read(folder.read(manifest, FACTS), Facts.class, folder.uri() + "/" + FACTS);
    if (facts.seed() != seed) {
      throw new DamagedException(folder.uri() + " belongs to another training");
    }
    return state;
  }

  private Folder round(int number) {
    return rounds.child(Integer.toString(number));
  }

  /** Rounds that have a folder, the newest first. */
  static List<Integer> numbers(Folder rounds) {
    return rounds.folders().stream()
        .filter(name -> name.matches("\\d{1,9}"))
        .map(Integer::valueOf)
        .sorted(Comparator.reverseOrder())
        .toList();
  }
}
