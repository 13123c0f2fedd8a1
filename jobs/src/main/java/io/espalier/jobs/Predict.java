package io.espalier.jobs;

import io.espalier.app.SparkExperiment;
import io.espalier.plan.Plan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs an exported model over new data. */
@Command(name = "predict", description = "Run an exported model over new data.")
final class Predict extends PlanCommand {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "PATH",
      description = "An exported network: a Deeplearning4j zip, or .espalier.")
  private String model;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "PATH",
      description =
          "Parquet: a prepared dataset or one of its splits, or the array columns that data.source"
              + " names.")
  private String input;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "PATH",
      description = "A folder for the predictions, Parquet.")
  private String output;

  @Override
  Result execute(SparkExperiment experiment, Plan plan) {
    SparkExperiment.Outcome outcome = experiment.predict(model, input, output);
    return new Result(outcome.text(), outcome.json());
  }
}
