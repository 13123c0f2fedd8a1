package io.espalier.cluster.rounds;

import io.espalier.model.TrainingState;
import io.espalier.run.Progress;
import io.espalier.run.RoundFacts;
import io.espalier.run.TrainingJob;
import java.util.Locale;
import java.util.Optional;

/**
 * Shows how far a training is: loss and rate while it runs, one line when it is done, every round
 * as metrics of Spark.
 */
final class TrainingDisplay implements AutoCloseable {
  private final Progress screen;
  private final long start = System.nanoTime();
  private long timeSteps;
  private double roundSeconds;
  private double computeSeconds;
  private String traffic = "";
  private Optional<RoundSource> metrics = Optional.empty();

  private TrainingDisplay(Progress screen) {
    this.screen = screen;
  }

  static TrainingDisplay begin(Progress screen, TrainingJob job, int stepsPerEpoch) {
    screen.begin(job.title(), (long) stepsPerEpoch * job.fit().epochs());
    return new TrainingDisplay(screen);
  }

  void saw(RoundFacts round) {
    metrics.ifPresentOrElse(
        shown -> shown.show(round), () -> metrics = Optional.of(RoundSource.open(round)));
    timeSteps += round.work().timeSteps();
    roundSeconds += round.seconds().round();
    computeSeconds += round.seconds().compute();
    traffic =
        String.format(
            Locale.ROOT,
            "%,.0f kB a replica and %,.0f kB the driver, %s",
            round.bytes().replica() / 1e3,
            round.bytes().driver() / 1e3,
            round.bytes().reduction());
  }

  /**
   * @param steps of each replica so far
   */
  void advance(TrainingState state, long steps) {
    screen.advance(
        steps,
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
                "%d epochs, best validation loss %.4f, %.1f s%s",
                state.curve().size(),
                state.best().loss(),
                seconds(),
                rounds()));
  }

  /** What rounds were like; nothing where none was left to do. */
  private String rounds() {
    return roundSeconds == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "; rounds %.0f %% in steps, %s",
            100 * computeSeconds / roundSeconds,
            traffic);
  }

  private double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  @Override
  public void close() {
    metrics.ifPresent(RoundSource::close);
  }
}
