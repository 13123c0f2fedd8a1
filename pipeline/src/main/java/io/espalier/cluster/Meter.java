package io.espalier.cluster;

import io.espalier.model.TrainingState;
import io.espalier.run.Progress;
import io.espalier.run.TrainingJob;
import java.util.Locale;

/** Shows how far a training is: loss and rate while it runs, one line when it is done. */
final class Meter {
  private final Progress screen;
  private final long start = System.nanoTime();
  private long timeSteps;

  private Meter(Progress screen) {
    this.screen = screen;
  }

  static Meter begin(Progress screen, TrainingJob job, int roundsPerEpoch) {
    screen.begin(job.title(), (long) roundsPerEpoch * job.fit().epochs());
    return new Meter(screen);
  }

  void advance(TrainingState state, long moreTimeSteps) {
    timeSteps += moreTimeSteps;
    screen.advance(
        state.current().progress().round(),
        String.format(
            Locale.ROOT,
            "epoch %d · loss %.4f · %,.0f steps/s",
            state.curve().size() + 1,
            state.running().meanLoss(),
            timeSteps / seconds()));
  }

  void end(TrainingState state) {
    screen.end(
        state.curve().isEmpty()
            ? "no epochs, the network stays as it is"
            : String.format(
                Locale.ROOT,
                "%d epochs, best validation loss %.4f, %.1f s",
                state.curve().size(),
                state.bestLoss(),
                seconds()));
  }

  private double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }
}
