package io.espalier.run;

import io.espalier.model.TrainingState;
import io.espalier.network.Layouts;
import io.espalier.store.Folder;
import java.util.List;

/** The dense network: the start, trained as the plan says, under its mask if it has one. */
record TrainStage(Fitting fitting, Start start) implements Stage<Trained> {
  @Override
  public String kind() {
    return "train";
  }

  @Override
  public String label() {
    return "train";
  }

  @Override
  public List<Object> identity() {
    return List.of(
        fitting.plan().train().decisive(),
        fitting.plan().run().seed(),
        start.fingerprint(),
        fitting.dataset().info().fingerprint());
  }

  @Override
  public List<Stage<?>> needs() {
    return List.of();
  }

  @Override
  public void compute(Inputs inputs, Folder into) {
    fitting.write(
        label(),
        inputs.key(this),
        start.network(),
        start.mask(),
        Fitting.Effort.dense(fitting.plan()),
        into);
  }

  @Override
  public Trained read(Files files, Inputs inputs) {
    TrainingState state = Fitting.read(files);
    return new Trained(
        state.best(),
        start.mask(),
        Survivors.all(Layouts.of(start.network().structure())),
        state.curve());
  }
}
