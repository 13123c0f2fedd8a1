package io.espalier.cluster;

import io.espalier.model.TrainingState;
import io.espalier.run.Trainer;

/** Loses the process just after a save. */
public final class StoppingLog extends PassingLog {
  private int saves;

  /**
   * @param saves until the process is lost
   */
  public StoppingLog(Trainer.Log log, int saves) {
    super(log);
    this.saves = saves;
  }

  @Override
  public void save(TrainingState state) {
    super.save(state);
    saves--;
    if (saves == 0) {
      throw new StoppedException();
    }
  }

  /** The process is lost. */
  public static final class StoppedException extends RuntimeException {}
}
