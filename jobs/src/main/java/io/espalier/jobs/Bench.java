package io.espalier.jobs;

import io.espalier.app.SparkExperiment;
import io.espalier.bench.BenchSuite;
import io.espalier.model.InputException;
import io.espalier.run.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Times the network of a configuration, or runs a suite of benchmarks. */
@Command(
    name = "bench",
    description = "Time a configuration's network on this machine, dense and pruned.")
final class Bench extends Work {
  @Parameters(arity = "0..1", paramLabel = "FILE", description = PlanOnSpark.FILE)
  private Optional<String> file = Optional.empty();

  @Mixin private PlanOnSpark spark;

  @Option(
      names = "--suite",
      paramLabel = "NAME",
      description =
          "Instead of a configuration, from a checkout of the sources: standard (whole steps"
              + " against other libraries) or kernels (JMH).")
  private Optional<String> suite = Optional.empty();

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = "Only these configurations of the suite, such as A,B.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--case",
      split = ",",
      paramLabel = "NAME",
      description = "Only cases of the suite that begin so, such as train-dense,infer.")
  private List<String> cases = new ArrayList<>();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "20",
      description = "For each group that is timed in turns; 20 unless told.")
  private double seconds;

  @Override
  Result work(Progress progress) {
    if (file.isPresent() == suite.isPresent()) {
      throw new InputException("bench needs either a configuration FILE or --suite NAME");
    }
    if (!(seconds >= 0)) {
      throw new InputException("--seconds must be at least 0, got " + seconds);
    }
    if (suite.isPresent()) {
      BenchSuite.Found found =
          BenchSuite.named(suite.get()).run(new BenchSuite.Choice(only, cases, seconds), progress);
      return new Result(found.text(), found.json());
    }
    if (!only.isEmpty() || !cases.isEmpty()) {
      throw new InputException("--only and --case choose from a suite; name one with --suite");
    }
    return spark.run(
        file.get(),
        progress,
        (experiment, plan) -> {
          SparkExperiment.Outcome outcome = experiment.bench(seconds);
          return new Result(outcome.text(), outcome.json());
        });
  }
}
