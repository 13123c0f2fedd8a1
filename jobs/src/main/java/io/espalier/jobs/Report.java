package io.espalier.jobs;

import io.espalier.app.SparkExperiment;
import io.espalier.plan.Plan;
import picocli.CommandLine.Command;

/** Writes the summary and the report of a run from its finished stages. */
@Command(name = "report", description = "Write the report of a finished run once more.")
final class Report extends PlanCommand {
  @Override
  Result execute(SparkExperiment experiment, Plan plan) {
    var outcome = experiment.report();
    return new Result(outcome.text(), outcome.json());
  }
}
