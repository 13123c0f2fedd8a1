package io.espalier.cluster.rounds;

import io.espalier.model.TrainingState;
import io.espalier.plan.TrainPlan.Checkpoint;
import io.espalier.run.LocalStepsChoice;
import io.espalier.run.RoundFacts;
import io.espalier.run.Trainer;
import java.time.Duration;
import java.util.Optional;

/** Hands checkpoints on, knows when the next one is due, and can tell which one was the newest. */
final class RememberingLog implements Trainer.Log {
  private final Trainer.Log log;
  private final Checkpoint plan;
  private Optional<TrainingState> last = Optional.empty();
  private long nanoTime = System.nanoTime();

  RememberingLog(Trainer.Log log, Checkpoint plan) {
    this.log = log;
    this.plan = plan;
  }

  @Override
  public Optional<TrainingState> newest() {
    last = log.newest();
    return last;
  }

  @Override
  public void save(TrainingState state) {
    log.save(state);
    last = Optional.of(state);
    nanoTime = System.nanoTime();
  }

  /** Whether so many rounds, or so much time, have gone by that this round should be saved. */
  boolean isDue(int round) {
    return roundsUntilDue(round) <= 0
        || Duration.ofNanos(System.nanoTime() - nanoTime).compareTo(plan.every()) >= 0;
  }

  /** Rounds after this one until so many have gone by that one should be saved. */
  int roundsUntilDue(int round) {
    int saved = last.map(state -> state.current().progress().round()).orElse(0);
    return plan.everyRounds() - (round - saved);
  }

  @Override
  public Optional<LocalStepsChoice> choice() {
    return log.choice();
  }

  @Override
  public void choose(LocalStepsChoice choice) {
    log.choose(choice);
  }

  @Override
  public void note(RoundFacts round) {
    log.note(round);
  }

  /** One sentence about the newest checkpoint, without a full stop. */
  String lastGood() {
    return last.map(RememberingLog::sentence)
        .orElse("No round had been saved yet, so there is no good checkpoint");
  }

  private static String sentence(TrainingState state) {
    String checkpoint =
        "The last good checkpoint is that of round " + state.current().progress().round();
    return state.curve().isEmpty()
        ? checkpoint
        : checkpoint
            + ", epoch %d ended with a validation loss of %.4g"
                .formatted(
                    state.curve().size(),
                    state.curve().get(state.curve().size() - 1).validationLoss());
  }
}
