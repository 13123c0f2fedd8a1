package io.espalier.jobs;

import io.espalier.app.SparkExperiment;
import io.espalier.plan.Plan;
import io.espalier.run.Progress;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command that works on the plan of a configuration file. */
abstract class PlanCommand extends Work {
  @Parameters(paramLabel = "FILE", description = PlanOnSpark.FILE)
  private String file;

  @Mixin private PlanOnSpark spark;

  /** Does the work of the command. */
  abstract Result execute(SparkExperiment experiment, Plan plan);

  @Override
  Result work(Progress progress) {
    return spark.run(file, progress, this::execute);
  }
}
