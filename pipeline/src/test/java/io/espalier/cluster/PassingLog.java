package io.espalier.cluster;

import io.espalier.model.TrainingState;
import io.espalier.run.LocalStepsChoice;
import io.espalier.run.RoundFacts;
import io.espalier.run.Trainer;
import java.util.Optional;

/** Passes everything on; a test changes what it is about. */
public class PassingLog implements Trainer.Log {
  private final Trainer.Log log;

  public PassingLog(Trainer.Log log) {
    this.log = log;
  }

  @Override
  public Optional<TrainingState> newest() {
    return log.newest();
  }

  @Override
  public void save(TrainingState state) {
    log.save(state);
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
}
