package io.espalier.jobs;

import io.espalier.app.SparkExperiment;
import io.espalier.plan.Plan;
import picocli.CommandLine.Command;

/** Prunes every part of the dense network alone, and shows what becomes of the loss. */
@Command(
    name = "sensitivity",
    description = "Show how sensitive each matrix, gate and layer is to being pruned alone.")
final class SensitivityOfParts extends PlanCommand {
  @Override
  Result execute(SparkExperiment experiment, Plan plan) {
    var outcome = experiment.sensitivity();
    return new Result(outcome.text(), outcome.json());
  }
}
