package io.espalier.run;

import io.espalier.model.ParameterLayout;
import io.espalier.prune.MaskCourse;
import io.espalier.store.Folder;
import java.util.ArrayList;
import java.util.List;

/**
 * The dense network: the start, trained as the plan says, under its mask if it has one.
 *
 * @param effort all of the training, or its beginning
 * @param towards what it learns
 */
record TrainStage(
    Fitting fitting, Start start, String label, Fitting.Effort effort, Tuition towards)
    implements Stage<Trained> {
  @Override
  public String kind() {
    return "train";
  }

  @Override
  public List<Object> identity() {
    List<Object> identity =
        new ArrayList<>(
            List.of(
                fitting.plan().train().decisive(),
                TrainingRules.tracking(fitting.plan()),
                fitting.plan().run().seed(),
                start.fingerprint(),
                fitting.dataset().info().fingerprint()));
    if (effort.isBeginning()) {
      identity.add(effort.epochs());
    }
    identity.addAll(towards.identity());
    return identity;
  }

  @Override
  public List<Stage<?>> needs() {
    return towards.needs(List.of());
  }

  @Override
  public void compute(Inputs inputs, Folder into) {
    ParameterLayout layout = start.network().layout();
    fitting.admit(layout);
    Trained untrained = Trained.untrained(start.state(), start.mask(), Survivors.all(layout));
    fitting.write(
        label(),
        inputs.key(this),
        untrained,
        effort,
        MaskCourse.still(),
        towards.lesson(inputs, untrained),
        into);
  }

  @Override
  public Trained read(Files files) {
    return TrainedFiles.read(files);
  }
}
