package io.espalier.cluster;

import io.espalier.model.TrainingState;
import io.espalier.run.RoundFacts;
import io.espalier.run.Trainer;
import java.util.Optional;

/** Hands checkpoints on, and can tell which one was the newest. */
final class RememberingLog implements Trainer.Log {
  private final Trainer.Log log;
  private Optional<TrainingState> last = Optional.empty();

  RememberingLog(Trainer.Log log) {
    this.log = log;
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
