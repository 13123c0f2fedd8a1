package io.espalier.run;

import io.espalier.plan.Plan;
import io.espalier.store.Folder;
import java.util.List;

/** A pruned network, fine-tuned under its mask. */
record FinetuneStage(Fitting fitting, Stage<Trained> pruned, Step step) implements Stage<Trained> {
  @Override
  public String kind() {
    return "finetune";
  }

  @Override
  public String label() {
    return step.label("finetune");
  }

  @Override
  public List<Object> identity() {
    Plan plan = fitting.plan();
    return List.of(
        plan.recover(),
        plan.train().decisive(),
        TrainingRules.tracking(plan),
        plan.run().seed(),
        step.index());
  }

  @Override
  public List<Stage<?>> needs() {
    return List.of(pruned);
  }

  @Override
  public void compute(Inputs inputs, Folder into) {
    Fitting.Effort effort = Fitting.Effort.recovery(fitting.plan(), step);
    Trained network = inputs.of(pruned);
    fitting.admit(network.network().network().layout());
    fitting.write(label(), inputs.key(this), network, effort, into);
  }

  @Override
  public Trained read(Files files) {
    return TrainedFiles.read(files);
  }
}
