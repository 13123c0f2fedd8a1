package io.espalier.jobs;

import io.espalier.app.SparkExperiment;
import io.espalier.plan.Plan;
import picocli.CommandLine.Command;

/** Runs a plan and the experiments that say what its pruning is worth. */
@Command(
    name = "controls",
    description = "Show the result beside random masks, fresh weights and dense networks.")
final class ControlRuns extends PlanCommand {
  @Override
  Result execute(SparkExperiment experiment, Plan plan) {
    var outcome = experiment.controls();
    return new Result(outcome.text(), outcome.json());
  }
}
