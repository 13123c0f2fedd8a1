package io.espalier.run;

import io.espalier.data.Dataset;
import io.espalier.data.Split;
import io.espalier.data.StableHash;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.NetworkStructure;
import io.espalier.model.TrainingState;
import io.espalier.network.Training;
import io.espalier.plan.Plan;
import io.espalier.plan.TrainPlan.Updater;
import io.espalier.store.Folder;
import io.espalier.store.StateCodec;

/**
 * How stages that train do it: the dense network, and a pruned one in recovery.
 *
 * @param progress told what a training leaves
 */
record Fitting(Plan plan, Trainer trainer, Progress progress, Dataset dataset) {
  private static final String STATE = "training.bin";

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

  /** Trains a network under a mask and writes the state it ends in. */
  void write(
      String label, StageKey key, NetworkState network, Mask mask, Effort effort, Folder into) {
    TrainingJob job =
        new TrainingJob(
            plan.run().name() + " · " + label,
            configured(network, effort),
            mask,
            dataset,
            fit(effort));
    try (TrainingLog log = TrainingLog.open(into, key, job, progress)) {
      into.write(STATE, StateCodec.write(trainer.train(job, log)));
    }
  }

  /** The state that was written. */
  static TrainingState read(Stage.Files files) {
    return StateCodec.readTraining(files.read(STATE));
  }

  private NetworkState configured(NetworkState network, Effort effort) {
    long sequences = dataset.info().split(Split.TRAIN).sequences();
    long perStep = (long) plan.train().rounds().replicas() * plan.train().rounds().batchSize();
    long iterations = Math.max(1, effort.epochs() * ((sequences + perStep - 1) / perStep));
    NetworkStructure structure =
        Training.configure(
            network.structure(),
            effort.updater(),
            plan.train().regularisation(),
            Math.toIntExact(iterations));
    return Training.fresh(structure, network.parameters());
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
