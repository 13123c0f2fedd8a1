package io.espalier.cluster.rounds;

import io.espalier.cluster.reduce.ReplicaResult.Work;
import io.espalier.engine.training.Teacher;
import io.espalier.importance.Criterion;
import io.espalier.importance.Scores;
import io.espalier.metric.Cost;
import io.espalier.model.Mask;
import io.espalier.model.OptimiserLayout;
import io.espalier.model.ParameterLayout;
import io.espalier.model.TrainingState;
import io.espalier.objective.Goal;
import io.espalier.objective.Objective;
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
  private long perStep;

  /**
   * @param mask under which training begins or goes on
   */
  MaskMoves(TrainingJob job, TrainingRounds rounds, Scorer scorer, Mask mask) {
    this.job = job;
    this.course = job.masks().course();
    this.rounds = rounds;
    this.scorer = scorer;
    this.layout = job.start().network().layout();
    this.optimiserOwners = OptimiserLayout.of(layout, job.rules()).owners();
    hold(mask);
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
    Asked asked = new Asked(state);
    Mask next = course.next(now, layout, state.mask(), state.current().parameters(), asked);
    hold(next);
    TrainingState after =
        state.after(state.current(), state.velocity(), state.running().took(asked.multiplyAdds));
    return next.equals(state.mask()) ? after : after.under(next, optimiserOwners);
  }

  /** From now on rounds go on under this mask. */
  private void hold(Mask mask) {
    rounds.hold(mask);
    perStep = multiplyAdds(mask);
  }

  /** Multiply-adds of training under the present mask. */
  long multiplyAdds(Work work) {
    return perStep * work.timeSteps();
  }

  /** Passes there and back in a step. */
  private long attacks() {
    Objective objective = job.learning().lesson().objective();
    return objective
        .adversarial()
        .map(term -> (Goal.Adversarial) term.goal())
        .map(goal -> goal.steps() + (objective.terms().size() == 1 ? 1L : 2L))
        .orElse(1L);
  }

  /** For a time step: forward, the errors of inputs, and the gradients; and what a teacher says. */
  private long multiplyAdds(Mask mask) {
    long asked =
        job.learning()
            .lesson()
            .teacher()
            .map(Teacher::network)
            .map(teacher -> Cost.of(teacher.network().layout(), teacher.parameters()))
            .map(Cost::nonzeroMacs)
            .orElse(0L);
    return 3 * attacks() * Cost.of(layout, mask.toFloats()).nonzeroMacs() + asked;
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
    private long multiplyAdds;

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
      LoneRound.Gradient gradient = rounds.gradient(state.current(), state.running().rounds());
      multiplyAdds +=
          MaskMoves.this.multiplyAdds(Mask.all(layout.length()))
              * gradient.replicas().work().timeSteps();
      return gradient.sum();
    }
  }
}
