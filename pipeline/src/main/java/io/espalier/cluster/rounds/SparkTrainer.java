package io.espalier.cluster.rounds;

import io.espalier.cluster.judge.SparkEvaluator;
import io.espalier.cluster.spark.SparkJobs;
import io.espalier.data.Split;
import io.espalier.model.NetworkState;
import io.espalier.model.TrainingProgress;
import io.espalier.model.TrainingState;
import io.espalier.model.TrainingState.Best;
import io.espalier.model.TrainingState.EpochFacts;
import io.espalier.model.TrainingState.EpochUnderWay;
import io.espalier.run.DivergedException;
import io.espalier.run.RoundFacts;
import io.espalier.run.Scorer;
import io.espalier.run.Trainer;
import io.espalier.run.TrainingJob;
import java.util.ArrayList;
import java.util.List;

/** Trains on Spark: epochs of rounds, each epoch judged on the validation split. */
public final class SparkTrainer implements Trainer {
  private final SparkJobs jobs;
  private final SparkEvaluator evaluator;
  private final Scorer scorer;
  private final io.espalier.run.Progress screen;

  public SparkTrainer(
      SparkJobs jobs, SparkEvaluator evaluator, Scorer scorer, io.espalier.run.Progress screen) {
    this.jobs = jobs;
    this.evaluator = evaluator;
    this.scorer = scorer;
    this.screen = screen;
  }

  @Override
  public TrainingState train(TrainingJob job, Log checkpoints) {
    RememberingLog log = new RememberingLog(checkpoints, job.fit().checkpoint());
    TrainingState state =
        log.newest().orElseGet(() -> TrainingState.start(job.start(), job.mask()));
    try (TrainingRounds rounds = TrainingRounds.open(jobs, job);
        TrainingDisplay display = TrainingDisplay.begin(screen, job, rounds.batches(0))) {
      MaskMoves moves = new MaskMoves(job, rounds, scorer, state.mask());
      LocalStepsPicking picking = LocalStepsPicking.begin(job, rounds, log, state);
      while (goesOn(state, job.fit())) {
        state = rest(state, job, rounds, moves, picking, log, display);
        double validationLoss =
            evaluator
                .tally(
                    job.title() + " · validation", state.current(), job.dataset(), Split.VALIDATION)
                .loss();
        state = endEpoch(state, validationLoss, moves, job, log);
        log.save(state);
      }
      display.end(state);
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
      MaskMoves moves,
      LocalStepsPicking picking,
      RememberingLog log,
      TrainingDisplay display) {
    TrainingState state = start;
    int epoch = state.current().progress().epoch();
    while (state.running().rounds() < rounds.perEpoch(epoch)) {
      TrainingRounds.Outcome outcome =
          rounds.run(
              state.current(),
              state.velocity(),
              state.running().rounds(),
              Math.min(
                  log.roundsUntilDue(state.current().progress().round()),
                  moves.roundsUntilNext(state)));
      EpochUnderWay running = state.running();
      for (TrainingRounds.Round round : outcome.rounds()) {
        RoundFacts facts = round.facts();
        if (!Double.isFinite(facts.loss())) {
          throw new DivergedException(job.title(), facts.round(), facts.loss(), log.lastGood());
        }
        running =
            running
                .plus(round.replicas().lossSum(), round.replicas().work().examples())
                .took(moves.multiplyAdds(round.replicas().work()));
        log.note(facts);
        picking.saw(facts, epoch, running.rounds());
        display.saw(facts);
      }
      state = moves.after(state.after(outcome.network(), outcome.velocity(), running));
      if (running.rounds() < rounds.perEpoch(epoch)
          && log.isDue(state.current().progress().round())) {
        log.save(state);
      }
      display.advance(state, rounds.done(state));
    }
    return state;
  }

  /** A network that is still to lose weights is never the best. */
  private static TrainingState endEpoch(
      TrainingState state,
      double validationLoss,
      MaskMoves moves,
      TrainingJob job,
      RememberingLog log) {
    TrainingProgress progress = state.current().progress();
    if (!Double.isFinite(validationLoss)) {
      throw new DivergedException(job.title(), progress.round(), validationLoss, log.lastGood());
    }
    NetworkState network =
        state
            .current()
            .with(state.current().parameters(), state.current().optimiser(), progress.afterEpoch());
    List<EpochFacts> curve = new ArrayList<>(state.curve());
    curve.add(
        new EpochFacts(
            curve.size() + 1,
            state.running().meanLoss(),
            validationLoss,
            state.running().multiplyAdds()));
    boolean better = moves.isFinal(state) && validationLoss < state.best().loss();
    return new TrainingState(
        network,
        state.mask(),
        state.velocity(),
        better ? new Best(network, state.mask(), validationLoss) : state.best(),
        EpochUnderWay.NONE,
        curve);
  }
}
