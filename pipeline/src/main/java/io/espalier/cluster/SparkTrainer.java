package io.espalier.cluster;

import io.espalier.data.Split;
import io.espalier.model.NetworkState;
import io.espalier.model.Progress;
import io.espalier.model.TrainingState;
import io.espalier.model.TrainingState.EpochFacts;
import io.espalier.model.TrainingState.EpochUnderWay;
import io.espalier.run.DivergedException;
import io.espalier.run.Trainer;
import io.espalier.run.TrainingJob;
import java.util.ArrayList;
import java.util.List;

/** Trains on Spark: epochs of rounds, each epoch judged on the validation split. */
final class SparkTrainer implements Trainer {
  private final SparkJobs jobs;
  private final SparkEvaluator evaluator;
  private final io.espalier.run.Progress screen;

  SparkTrainer(SparkJobs jobs, SparkEvaluator evaluator, io.espalier.run.Progress screen) {
    this.jobs = jobs;
    this.evaluator = evaluator;
    this.screen = screen;
  }

  @Override
  public TrainingState train(TrainingJob job, Log checkpoints) {
    RememberingLog log = new RememberingLog(checkpoints, job.fit().checkpoint());
    TrainingState state = log.newest().orElseGet(() -> TrainingState.start(job.start()));
    try (TrainingRounds rounds = TrainingRounds.open(jobs, job)) {
      LocalStepsPicking picking = LocalStepsPicking.begin(job, rounds, log, state);
      Meter meter = Meter.begin(screen, job, rounds.batches(0));
      while (goesOn(state, job.fit())) {
        state = rest(state, job, rounds, picking, log, meter);
        double validationLoss =
            evaluator
                .tally(
                    job.title() + " · validation", state.current(), job.dataset(), Split.VALIDATION)
                .loss();
        state = endEpoch(state, validationLoss, job, log);
        log.save(state);
      }
      meter.end(state);
    }
    return state;
  }

  private static boolean goesOn(TrainingState state, TrainingJob.Fit fit) {
    return state.curve().size() < fit.epochs()
        && (fit.patience() == 0 || state.epochsSinceBest() < fit.patience());
  }

  /** The rounds of the current epoch that are still to do. */
  private TrainingState rest(
      TrainingState start,
      TrainingJob job,
      TrainingRounds rounds,
      LocalStepsPicking picking,
      RememberingLog log,
      Meter meter) {
    TrainingState state = start;
    int epoch = state.current().progress().epoch();
    while (state.running().rounds() < rounds.perEpoch(epoch)) {
      TrainingRounds.Outcome outcome =
          rounds.run(state.current(), state.velocity(), state.running().rounds());
      int number = outcome.network().progress().round();
      double loss = outcome.lossSum() / outcome.work().examples();
      if (!Double.isFinite(loss)) {
        throw new DivergedException(job.title(), number, loss, log.lastGood());
      }
      EpochUnderWay running = state.running().plus(outcome.lossSum(), outcome.work().examples());
      state =
          new TrainingState(
              outcome.network(),
              outcome.velocity(),
              state.best(),
              state.bestLoss(),
              running,
              state.curve());
      log.note(outcome.facts());
      RoundSource.show(outcome.facts());
      picking.saw(outcome.facts(), state);
      if (running.rounds() < rounds.perEpoch(epoch) && log.isDue(number)) {
        log.save(state);
      }
      meter.advance(state, rounds.done(state), outcome.facts());
    }
    return state;
  }

  private static TrainingState endEpoch(
      TrainingState state, double validationLoss, TrainingJob job, RememberingLog log) {
    Progress progress = state.current().progress();
    if (!Double.isFinite(validationLoss)) {
      throw new DivergedException(job.title(), progress.round(), validationLoss, log.lastGood());
    }
    NetworkState network =
        state
            .current()
            .with(
                state.current().parameters(),
                state.current().optimiser(),
                new Progress(progress.epoch() + 1, progress.round(), progress.iteration()));
    List<EpochFacts> curve = new ArrayList<>(state.curve());
    curve.add(new EpochFacts(curve.size() + 1, state.running().meanLoss(), validationLoss));
    boolean better = validationLoss < state.bestLoss();
    return new TrainingState(
        network,
        state.velocity(),
        better ? network : state.best(),
        better ? validationLoss : state.bestLoss(),
        EpochUnderWay.NONE,
        curve);
  }
}
