package io.espalier.jobs;

import io.espalier.app.SparkExperiment;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanText;
import picocli.CommandLine.Command;

/** Prints the plan, with every default filled in, and checks it against data and network. */
@Command(name = "validate", description = "Print the plan, and check it against data and network.")
final class Validate extends PlanCommand {
  @Override
  Result execute(SparkExperiment experiment, Plan plan) {
    return new Result(experiment.validate(), PlanText.of(plan));
  }
}
