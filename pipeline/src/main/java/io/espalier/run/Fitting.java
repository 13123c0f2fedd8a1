package io.espalier.run;

import io.espalier.data.Dataset;
import io.espalier.data.StableHash;
import io.espalier.engine.training.Lesson;
import io.espalier.importance.Scores;
import io.espalier.model.Network;
import io.espalier.model.OptimiserLayout;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Training;
import io.espalier.model.TrainingState;
import io.espalier.plan.Plan;
import io.espalier.plan.TrainPlan.Updater;
import io.espalier.prune.MaskCourse;
import io.espalier.store.Folder;

/**
 * How stages that train do it: the dense network, and a pruned one in recovery.
 *
 * @param workers who train, where there is room for it
 * @param progress told what a training leaves
 */
record Fitting(Plan plan, Workers workers, Progress progress, Dataset dataset) {
  /**
   * How long and how fast one training goes.
   *
   * @param epochs at most
   * @param patience epochs without a better validation loss; 0 for any number
   * @param updater with its learning rate
   * @param number tells the trainings of one run apart; 0 for the dense network
   */
  record Effort(int epochs, int patience, Updater updater, int number) {
    static Effort dense(Plan plan) {
      return new Effort(plan.train().epochs(), plan.train().patience(), plan.train().updater(), 0);
    }

    static Effort recovery(Plan plan, Step step) {
      Updater dense = plan.train().updater();
      double rate = plan.recover().learningRate();
      Updater updater =
          new Updater(
              dense.type(),
              rate > 0 ? rate : dense.learningRate(),
              dense.momentum(),
              dense.weightDecay(),
              dense.schedule(),
              dense.factor());
      return new Effort(plan.recover().epochs(), plan.recover().patience(), updater, step.index());
    }
  }

  /** Refuses a network that there is no room to train. */
  void admit(ParameterLayout layout) {
    workers.capacity().check(layout, dataset.info());
  }

  /** Trains a network under its mask, or while that moves, and writes what comes out. */
  void write(
      String label,
      StageKey key,
      Trained network,
      Effort effort,
      MaskCourse course,
      Lesson lesson,
      Folder into) {
    Training rules =
        rules(network.network().network(), effort).tracking(TrainingRules.tracking(plan));
    TrainingJob job =
        new TrainingJob(
            plan.run().name() + " · " + label,
            network.network().fresh(rules),
            new TrainingJob.Learning(rules, lesson, dataset),
            new TrainingJob.Masks(network.mask(), course),
            network.survivors().read(dataset),
            fit(effort));
    try (TrainingLog log = TrainingLog.open(into, key, job, progress)) {
      TrainingState state = workers.trainer().train(job, log);
      TrainedFiles.write(
          new Trained(
              state.best().network(),
              state.best().mask(),
              network.survivors(),
              state.curve(),
              OptimiserLayout.movement(state.best().network(), rules).map(Scores::of)),
          into);
    }
  }

  /** How the plan trains a network before it is pruned. */
  Training rules(Network network) {
    return rules(network, Effort.dense(plan));
  }

  private Training rules(Network network, Effort effort) {
    long iterations = TrainingSize.steps(plan, dataset.info(), effort.epochs());
    return TrainingRules.of(
        network,
        effort.updater(),
        plan.train().regularisation(),
        Math.toIntExact(Math.max(1, iterations)));
  }

  private TrainingJob.Fit fit(Effort effort) {
    return new TrainingJob.Fit(
        effort.epochs(),
        effort.patience(),
        StableHash.of(plan.run().seed(), "train", effort.number()),
        plan.train().rounds(),
        plan.train().checkpoint(),
        plan.recover().sparseAbove());
  }
}
