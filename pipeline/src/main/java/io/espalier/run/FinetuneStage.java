package io.espalier.run;

import io.espalier.plan.Plan;
import io.espalier.plan.RewindPlan;
import io.espalier.prune.MaskCourse;
import io.espalier.store.Folder;
import java.util.ArrayList;
import java.util.List;

/**
 * A pruned network, fine-tuned under its mask.
 *
 * @param towards what it learns
 */
record FinetuneStage(Fitting fitting, Stage<Trained> pruned, Step step, Tuition towards)
    implements Stage<Trained> {
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
    List<Object> identity =
        new ArrayList<>(
            List.of(
                plan.recover().decisive(),
                plan.train().decisive(),
                TrainingRules.tracking(plan),
                plan.run().seed(),
                step.index()));
    if (plan.recover().rewind().from() == RewindPlan.From.RATE) {
      identity.add(plan.recover().rewind().from());
    }
    identity.addAll(towards.identity());
    return identity;
  }

  @Override
  public List<Stage<?>> needs() {
    return towards.needs(List.of(pruned));
  }

  @Override
  public void compute(Inputs inputs, Folder into) {
    Fitting.Effort effort = Fitting.Effort.recovery(fitting.plan(), step);
    Trained network = inputs.of(pruned);
    fitting.admit(network.network().network().layout());
    fitting.write(
        label(),
        inputs.key(this),
        network,
        effort,
        MaskCourse.still(),
        towards.lesson(inputs, network),
        into);
  }

  @Override
  public Trained read(Files files) {
    return TrainedFiles.read(files);
  }
}
