package io.espalier.cluster.rounds;

import io.espalier.importance.Criterion;
import io.espalier.importance.Scores;
import io.espalier.model.Mask;
import io.espalier.model.OptimiserLayout;
import io.espalier.model.ParameterLayout;
import io.espalier.model.TrainingState;
import io.espalier.prune.MaskCourse;
import io.espalier.prune.MaskCourse.Moment;
import io.espalier.run.Scorer;
import io.espalier.run.TrainingJob;

/** Moves the mask of a training where its course says so. */
final class MaskMoves {
  private final TrainingJob job;
  private final MaskCourse course;
  private final TrainingRounds rounds;
  private final Scorer scorer;
  private final ParameterLayout layout;
  private final int[] optimiserOwners;

  MaskMoves(TrainingJob job, TrainingRounds rounds, Scorer scorer) {
    this.job = job;
    this.course = job.masks().course();
    this.rounds = rounds;
    this.scorer = scorer;
    this.layout = job.start().network().layout();
    this.optimiserOwners = OptimiserLayout.of(layout, job.rules()).owners();
  }

  /** Rounds that may go by before the mask has to be asked about again. */
  int roundsUntilNext(TrainingState state) {
    return course.roundsUntilNext(moment(state));
  }

  /** The state with its mask moved, if it is due to; rounds go on under the new one. */
  TrainingState after(TrainingState state) {
    Moment now = moment(state);
    if (!course.isDue(now)) {
      return state;
    }
    Mask next =
        course.next(now, layout, state.mask(), state.current().parameters(), new Asked(state));
    rounds.hold(next);
    return next.equals(state.mask()) ? state : state.under(next, optimiserOwners);
  }

  /** Whether the network has the sparsity that it is trained for. */
  boolean isFinal(TrainingState state) {
    return course.isFinal(moment(state));
  }

  private Moment moment(TrainingState state) {
    int epoch = state.current().progress().epoch();
    double part = (double) state.running().rounds() / rounds.perEpoch(epoch);
    return new Moment(state.current().progress().round(), epoch + part);
  }

  /** What a move asks about the network at hand. */
  private final class Asked implements MaskCourse.Signals {
    private final TrainingState state;

    Asked(TrainingState state) {
      this.state = state;
    }

    @Override
    public Scores importance(Criterion criterion) {
      return scorer.scores(
          new Scorer.Subject(
              job.title() + " · importance",
              state.current(),
              state.mask(),
              OptimiserLayout.movement(state.current(), job.rules()).map(Scores::of)),
          criterion,
          job.dataset());
    }

    @Override
    public float[] gradient() {
      return rounds.gradient(state.current(), state.running().rounds());
    }
  }
}
