package io.espalier.run;

import io.espalier.plan.Plan;
import io.espalier.plan.PrunePlan.When;
import io.espalier.store.Folder;
import java.util.ArrayList;
import java.util.List;

/**
 * A network trained while its mask moves, or for the first time under a mask that was chosen
 * before.
 *
 * @param before the dense network, or the untrained one that was pruned
 * @param towards what it learns
 */
record MovingStage(Fitting fitting, Stage<Trained> before, Step step, Tuition towards)
    implements Stage<Trained> {
  @Override
  public String kind() {
    return "moving";
  }

  @Override
  public String label() {
    return step.label(isRecovery() ? "finetune" : "train");
  }

  private boolean isRecovery() {
    return fitting.plan().prune().moving().when() == When.TRAINING;
  }

  private Fitting.Effort effort() {
    return isRecovery()
        ? Fitting.Effort.recovery(fitting.plan(), step)
        : Fitting.Effort.dense(fitting.plan());
  }

  @Override
  public List<Object> identity() {
    Plan plan = fitting.plan();
    List<Object> identity =
        new ArrayList<>(
            List.of(
                plan.prune(),
                plan.train().decisive(),
                isRecovery() ? plan.recover().decisive() : plan.recover().sparseAbove(),
                plan.run().seed(),
                step.index()));
    identity.add(TrainingRules.tracking(plan));
    identity.addAll(ScoreStage.identity(plan, plan.prune()));
    identity.addAll(towards.identity());
    return identity;
  }

  @Override
  public List<Stage<?>> needs() {
    return towards.needs(List.of(before));
  }

  @Override
  public void compute(Inputs inputs, Folder into) {
    Trained network = inputs.of(before);
    fitting.admit(network.network().network().layout());
    Fitting.Effort effort = effort();
    fitting.write(
        label(),
        inputs.key(this),
        network,
        effort,
        PruningRule.course(fitting.plan(), network.network().network().layout(), effort.epochs()),
        towards.lesson(inputs, network),
        into);
  }

  @Override
  public Trained read(Files files) {
    return TrainedFiles.read(files);
  }
}
