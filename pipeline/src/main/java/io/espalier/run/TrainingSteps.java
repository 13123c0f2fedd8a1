package io.espalier.run;

import io.espalier.data.Dataset;
import io.espalier.data.Split;
import io.espalier.data.StableHash;
import io.espalier.model.NetworkState;
import io.espalier.model.NetworkStructure;
import io.espalier.model.TrainingState;
import io.espalier.network.Layouts;
import io.espalier.network.Training;
import io.espalier.plan.Plan;
import io.espalier.plan.TrainPlan.Updater;
import io.espalier.schedule.Level;
import io.espalier.store.Folder;
import io.espalier.store.StateCodec;

/** The stages that train: the dense network, and the pruned one at each level. */
final class TrainingSteps {
  private static final String STATE = "training.bin";

  private final Plan plan;
  private final Stages stages;
  private final Trainer trainer;
  private final Progress progress;

  TrainingSteps(Plan plan, Stages stages, Trainer trainer, Progress progress) {
    this.plan = plan;
    this.stages = stages;
    this.trainer = trainer;
    this.progress = progress;
  }

  /** The dense network: {@code start} trained as the plan says, under its mask if it has one. */
  Trained train(Start start, Dataset dataset) {
    StageKey key =
        StageKey.of(
            "train",
            plan.train().decisive(),
            plan.run().seed(),
            start.fingerprint(),
            dataset.info().fingerprint());
    NetworkState network =
        configured(start.network(), plan.train().updater(), plan.train().epochs(), dataset);
    TrainingJob job =
        new TrainingJob(
            plan.run().name() + " · train",
            network,
            start.mask(),
            dataset,
            fit(plan.train().epochs(), plan.train().patience(), 0));
    TrainingState trained = fit("train", key, job);
    Survivors survivors = Survivors.all(Layouts.of(network.structure()));
    return new Trained(key, trained.best(), start.mask(), survivors, trained.curve());
  }

  /** A pruned network, fine-tuned under its mask. */
  Trained finetune(Trained pruned, Level level, int levels, Dataset dataset) {
    String label = "level %d/%d · finetune".formatted(level.index(), levels);
    StageKey key =
        StageKey.of(
            "finetune",
            plan.recover(),
            plan.train().decisive(),
            plan.run().seed(),
            level.index(),
            pruned.key());
    Updater updater = updater();
    NetworkState network = configured(pruned.network(), updater, plan.recover().epochs(), dataset);
    TrainingJob job =
        new TrainingJob(
            plan.run().name() + " · " + label,
            network,
            pruned.mask(),
            dataset,
            fit(plan.recover().epochs(), plan.recover().patience(), level.index()));
    TrainingState trained = fit(label, key, job);
    return new Trained(key, trained.best(), pruned.mask(), pruned.survivors(), trained.curve());
  }

  private Updater updater() {
    Updater dense = plan.train().updater();
    double rate = plan.recover().learningRate();
    return new Updater(
        dense.type(),
        rate > 0 ? rate : dense.learningRate(),
        dense.momentum(),
        dense.weightDecay(),
        dense.schedule(),
        dense.factor());
  }

  private NetworkState configured(
      NetworkState network, Updater updater, int epochs, Dataset dataset) {
    long sequences = dataset.info().split(Split.TRAIN).sequences();
    long perStep = (long) plan.train().rounds().replicas() * plan.train().rounds().batchSize();
    long iterations = Math.max(1, epochs * ((sequences + perStep - 1) / perStep));
    NetworkStructure structure =
        Training.configure(
            network.structure(),
            updater,
            plan.train().regularisation(),
            Math.toIntExact(iterations));
    return Training.fresh(structure, network.parameters());
  }

  private TrainingJob.Fit fit(int epochs, int patience, int level) {
    return new TrainingJob.Fit(
        epochs,
        patience,
        StableHash.of(plan.run().seed(), "train", level),
        plan.train().rounds(),
        plan.train().checkpoint(),
        plan.recover().sparseAbove());
  }

  private TrainingState fit(String label, StageKey key, TrainingJob job) {
    return stages.get(
        label,
        key,
        folder -> folder.write(STATE, StateCodec.write(train(job, folder, key))),
        files -> StateCodec.readTraining(files.read(STATE)));
  }

  private TrainingState train(TrainingJob job, Folder folder, StageKey key) {
    try (TrainingLog log = TrainingLog.open(folder, key, job, progress)) {
      return trainer.train(job, log);
    }
  }
}
