package io.espalier.run;

import io.espalier.model.TrainingState;
import java.util.Optional;

/** Trains a network data-parallel, in rounds. */
public interface Trainer {
  /**
   * Trains from the newest saved state, or from the job's start, until the epochs are done or
   * validation stops improving. Depends on the job alone, never on how many machines do the work.
   *
   * @throws DivergedException if a loss is no longer a number
   */
  TrainingState train(TrainingJob job, Log log);

  /** Where training states are kept while training goes on. */
  interface Log {
    /** The newest whole state saved, if any. */
    Optional<TrainingState> newest();

    /** Commits a state. */
    void save(TrainingState state);

    /** The count of local steps that was picked for this training before, if any. */
    Optional<LocalStepsChoice> choice();

    /** Commits the count of local steps; it is used only afterwards. */
    void choose(LocalStepsChoice choice);

    /** Notes what a round took, for people to read. */
    void note(RoundFacts round);
  }
}
