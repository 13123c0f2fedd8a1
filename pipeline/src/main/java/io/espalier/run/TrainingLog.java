package io.espalier.run;

import io.espalier.model.TrainingState;
import io.espalier.store.Checkpoints;
import io.espalier.store.Folder;
import io.espalier.store.Journal;
import io.espalier.store.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** What a stage that trains leaves in its folder while it does. */
final class TrainingLog implements Trainer.Log, AutoCloseable {
  private static final String ROUNDS = "rounds.jsonl";

  private static final String LOCAL_STEPS = "local-steps.json";

  private final Folder folder;
  private final Checkpoints checkpoints;
  private final Progress progress;
  private final Optional<TrainingState> newest;
  private final Journal rounds;

  private TrainingLog(
      Folder folder, Checkpoints checkpoints, Progress progress, Optional<TrainingState> newest) {
    this.folder = folder;
    this.checkpoints = checkpoints;
    this.progress = progress;
    this.newest = newest;
    int last = newest.map(state -> state.current().progress().round()).orElse(0);
    this.rounds =
        Journal.start(
            folder,
            ROUNDS,
            rounds(folder, progress::say).stream().filter(r -> r.round() <= last).toList());
  }

  static TrainingLog open(Folder folder, StageKey key, TrainingJob job, Progress progress) {
    Checkpoints checkpoints =
        new Checkpoints(folder, key.text(), job.fit().seed(), job.fit().checkpoint().keep());
    return new TrainingLog(folder, checkpoints, progress, checkpoints.newest(progress::say));
  }

  /**
   * What the rounds of a stage took, those that led to its newest state.
   *
   * @param damage told of what is not what was written, and left out
   */
  static List<RoundFacts> rounds(Folder folder, Consumer<String> damage) {
    return Journal.read(folder, ROUNDS, RoundFacts.class, damage);
  }

  /** Leaves these rounds and no others of a stage. */
  static void rewrite(Folder folder, List<RoundFacts> rounds) {
    Journal.start(folder, ROUNDS, rounds).close();
  }

  @Override
  public Optional<TrainingState> newest() {
    newest.ifPresent(
        state ->
            progress.say(
                "going on from the checkpoint of round " + state.current().progress().round()));
    return newest;
  }

  @Override
  public void save(TrainingState state) {
    rounds.flush(); // whoever goes on from this state finds the rounds that led to it
    checkpoints.save(state);
  }

  @Override
  public Optional<LocalStepsChoice> choice() {
    return folder.json(
        LOCAL_STEPS,
        LocalStepsChoice.class,
        damage -> progress.say(damage + "; it is picked again"));
  }

  @Override
  public void choose(LocalStepsChoice choice) {
    folder.write(LOCAL_STEPS, Json.write(choice));
    progress.say(
        String.format(
            Locale.ROOT,
            "train.local-steps = %d: a step takes %.0f ms, a round %.0f ms beside its steps",
            choice.localSteps(),
            1000 * choice.stepSeconds(),
            1000 * choice.overheadSeconds()));
  }

  @Override
  public void note(RoundFacts round) {
    rounds.add(round);
  }

  @Override
  public void close() {
    rounds.close();
  }
}
