package io.espalier.run;

import io.espalier.data.Dataset;
import io.espalier.data.StableHash;
import io.espalier.engine.training.Lesson;
import io.espalier.importance.Scores;
import io.espalier.model.Network;
import io.espalier.model.NetworkState;
import io.espalier.model.OptimiserLayout;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Training;
import io.espalier.model.TrainingState;
import io.espalier.plan.Plan;
import io.espalier.plan.RewindPlan;
import io.espalier.plan.TrainPlan.Rounds;
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
   * @param part of a training, over all of which the learning rate changes
   */
  record Effort(int epochs, int patience, Updater updater, int number, Part part) {
    static Effort dense(Plan plan) {
      int epochs = plan.train().epochs();
      return new Effort(
          epochs, plan.train().patience(), plan.train().updater(), 0, new Part(epochs, 0));
    }

    /** The beginning of the dense network's training. */
    static Effort beginning(Plan plan, int epochs) {
      return new Effort(epochs, 0, plan.train().updater(), 0, new Part(plan.train().epochs(), 0));
    }

    /** Whether it ends before the training it is part of: its last network is what is wanted. */
    boolean isBeginning() {
      return part.from() == 0 && epochs < part.of();
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
      int epochs = plan.recover().epochs();
      Part part =
          plan.recover().rewind().from() == RewindPlan.From.RATE
              ? Part.last(epochs, plan.train().epochs())
              : new Part(epochs, 0);
      return new Effort(epochs, plan.recover().patience(), updater, step.index(), part);
    }
  }

  /**
   * Where a training stands in a longer one.
   *
   * @param of epochs of all of it
   * @param from epochs that come before
   */
  record Part(int of, int from) {
    /** The last epochs, or all where there are not so many. */
    static Part last(int epochs, int of) {
      return new Part(Math.max(of, epochs), Math.max(0, of - epochs));
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
      NetworkState kept = effort.isBeginning() ? state.current() : state.best().network();
      TrainedFiles.write(
          new Trained(
              kept,
              state.best().mask(),
              network.survivors(),
              state.curve(),
              OptimiserLayout.movement(kept, rules).map(Scores::of)),
          into);
    }
  }

  /** How the plan trains a network before it is pruned. */
  Training rules(Network network) {
    return rules(network, Effort.dense(plan));
  }

  private Training rules(Network network, Effort effort) {
    int iterations = steps(effort.part().of());
    int before = steps(effort.part().from());
    return before == 0
        ? TrainingRules.of(network, effort.updater(), plan.train().regularisation(), iterations)
        : TrainingRules.ofLast(
            network, effort.updater(), plan.train().regularisation(), iterations, before);
  }

  private int steps(int epochs) {
    return Math.toIntExact(TrainingSize.steps(plan, dataset.info(), epochs));
  }

  /** How replicas work together in part of a training: as they do in that part of all of it. */
  private Rounds rounds(Effort effort) {
    Rounds all = plan.train().rounds();
    double together = all.synchronous() * effort.part().of() - effort.part().from();
    return new Rounds(
        all.replicas(),
        all.batchSize(),
        all.localSteps(),
        Math.max(0, Math.min(1, together / effort.epochs())),
        all.outer());
  }

  private TrainingJob.Fit fit(Effort effort) {
    return new TrainingJob.Fit(
        effort.epochs(),
        effort.patience(),
        StableHash.of(plan.run().seed(), "train", effort.number()),
        effort.part().of() == effort.epochs() ? plan.train().rounds() : rounds(effort),
        plan.train().checkpoint(),
        plan.recover().sparseAbove());
  }
}
