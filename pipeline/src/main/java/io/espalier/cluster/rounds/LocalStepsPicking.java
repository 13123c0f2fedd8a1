package io.espalier.cluster.rounds;

import io.espalier.model.TrainingState;
import io.espalier.plan.TrainPlan.LocalSteps;
import io.espalier.run.LocalStepsChoice;
import io.espalier.run.RoundFacts;
import io.espalier.run.Trainer;
import io.espalier.run.TrainingJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Picks the count of local steps where the plan leaves it open, from the first rounds that have
 * any; the pick is committed before a round depends on it, and once committed never changes.
 */
final class LocalStepsPicking {
  private final LocalSteps plan;
  private final TrainingRounds rounds;
  private final Trainer.Log log;
  private final List<RoundFacts> measured = new ArrayList<>();

  private LocalStepsPicking(LocalSteps plan, TrainingRounds rounds, Trainer.Log log) {
    this.plan = plan;
    this.rounds = rounds;
    this.log = log;
  }

  /**
   * @param state in which training begins or goes on
   * @throws IllegalStateException if training went on with a pick that is gone
   */
  static LocalStepsPicking begin(
      TrainingJob job, TrainingRounds rounds, Trainer.Log log, TrainingState state) {
    LocalSteps plan = job.fit().rounds().localSteps();
    if (plan instanceof LocalSteps.Auto) {
      Optional<LocalStepsChoice> choice = log.choice();
      choice.ifPresent(made -> rounds.pick(made.localSteps()));
      int epoch = state.current().progress().epoch();
      if (choice.isEmpty() && rounds.steps().isPicked(epoch, state.running().rounds())) {
        throw new IllegalStateException(
            "%s goes on from round %d, and the count of local steps that was picked is missing"
                .formatted(job.title(), state.current().progress().round()));
      }
    }
    return new LocalStepsPicking(plan, rounds, log);
  }

  /**
   * After a round.
   *
   * @param done rounds of the epoch
   */
  void saw(RoundFacts round, int epoch, int done) {
    if (!(plan instanceof LocalSteps.Auto auto)) {
      return;
    }
    if (!rounds.steps().measures(epoch, done - 1)) {
      return;
    }
    measured.add(round);
    boolean last = !rounds.steps().measures(epoch, done) || done == rounds.perEpoch(epoch);
    if (last && log.choice().isEmpty()) {
      LocalStepsChoice choice =
          LocalStepsChoice.of(measured, auto.efficiency(), rounds.batches(epoch));
      log.choose(choice);
      rounds.pick(choice.localSteps());
    }
  }
}
