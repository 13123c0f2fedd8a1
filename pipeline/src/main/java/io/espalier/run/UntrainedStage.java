package io.espalier.run;

import io.espalier.model.ParameterLayout;
import io.espalier.store.Folder;
import java.util.List;

/** A network as it is: the start where pruning comes before training, or a teacher from a file. */
record UntrainedStage(Fitting fitting, Start start, String label) implements Stage<Trained> {
  @Override
  public String kind() {
    return "untrained";
  }

  @Override
  public List<Object> identity() {
    return List.of(start.fingerprint(), fitting.dataset().info().fingerprint());
  }

  @Override
  public List<Stage<?>> needs() {
    return List.of();
  }

  @Override
  public void compute(Inputs inputs, Folder into) {
    ParameterLayout layout = start.network().layout();
    fitting.admit(layout);
    TrainedFiles.write(Trained.untrained(start.state(), start.mask(), Survivors.all(layout)), into);
  }

  @Override
  public Trained read(Files files) {
    return TrainedFiles.read(files);
  }
}
