package io.espalier.run;

import io.espalier.model.ParameterLayout;
import io.espalier.prune.MaskCourse;
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
        TrainingRules.tracking(fitting.plan()),
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
    ParameterLayout layout = start.network().layout();
    fitting.admit(layout);
    Trained untrained = Trained.untrained(start.state(), start.mask(), Survivors.all(layout));
    Fitting.Effort effort = Fitting.Effort.dense(fitting.plan());
    fitting.write(
        label(),
        inputs.key(this),
        untrained,
        effort,
        MaskCourse.still(),
        Tuition.SUPERVISED.lesson(inputs, untrained),
        into);
  }

  @Override
  public Trained read(Files files) {
    return TrainedFiles.read(files);
  }
}
