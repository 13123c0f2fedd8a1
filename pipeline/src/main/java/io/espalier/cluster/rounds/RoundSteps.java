package io.espalier.cluster.rounds;

import io.espalier.plan.TrainPlan.LocalSteps;
import io.espalier.run.TrainingJob;
import java.util.OptionalInt;

/**
 * Which steps of an epoch each round takes: a function of the plan and, where the count of local
 * steps is picked, of the count picked.
 *
 * @param synchronousEpochs epochs at the start with one local step
 * @param measured rounds of the first epoch after those that are {@value #MEASURED_STEPS} steps
 *     long and measured; 0 where the count is fixed
 * @param localSteps of all other rounds; as long as the measured ones until a count is picked
 */
record RoundSteps(int synchronousEpochs, int measured, int localSteps) {
  static final int MEASURED_ROUNDS = 6;
  static final int MEASURED_STEPS = 4;

  /**
   * @param picked where the plan leaves the count open and it was picked already
   */
  static RoundSteps of(TrainingJob.Fit fit, OptionalInt picked) {
    int synchronous = (int) Math.round(fit.rounds().synchronous() * fit.epochs());
    return fit.rounds().localSteps() instanceof LocalSteps.Fixed fixed
        ? new RoundSteps(synchronous, 0, fixed.count())
        : new RoundSteps(synchronous, MEASURED_ROUNDS, picked.orElse(MEASURED_STEPS));
  }

  /** Whether a round is one of those from which the count is picked. */
  boolean measures(int epoch, int roundOfEpoch) {
    return roundOfEpoch < measured(epoch);
  }

  /** Whether a round comes after those that are measured. */
  boolean isPicked(int epoch, int roundOfEpoch) {
    return epoch > synchronousEpochs || (epoch == synchronousEpochs && roundOfEpoch >= measured);
  }

  /** Steps that each replica takes in a round; 1 means that gradients are averaged. */
  int count(int epoch, int roundOfEpoch) {
    return measures(epoch, roundOfEpoch) ? MEASURED_STEPS : others(epoch);
  }

  /** Number of steps in the epoch before a round. */
  int before(int epoch, int roundOfEpoch) {
    int first = Math.min(measured(epoch), roundOfEpoch);
    return first * MEASURED_STEPS + (roundOfEpoch - first) * others(epoch);
  }

  /** Rounds that an epoch of so many steps has. */
  int rounds(int epoch, int steps) {
    int measuredSteps = measured(epoch) * MEASURED_STEPS;
    return steps <= measuredSteps
        ? ceil(steps, MEASURED_STEPS)
        : measured(epoch) + ceil(steps - measuredSteps, others(epoch));
  }

  /** Rounds at the start of an epoch that are measured. */
  int measured(int epoch) {
    return epoch == synchronousEpochs ? measured : 0;
  }

  private int others(int epoch) {
    return epoch < synchronousEpochs ? 1 : localSteps;
  }

  private static int ceil(int steps, int each) {
    return (steps + each - 1) / each;
  }
}
