package io.espalier.bench.suite;

import io.espalier.bench.BenchReport;
import io.espalier.bench.BenchSuite;
import io.espalier.bench.Machine;
import io.espalier.bench.Measurement;
import io.espalier.model.InputException;
import io.espalier.run.Progress;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Whole steps of networks of several sizes against those of other libraries, and selection. */
public final class StandardSuite implements BenchSuite {
  @Override
  public String name() {
    return "standard";
  }

  @Override
  public Found run(Choice choice, Progress progress) {
    check(choice);
    Optional<Torch> torch = Torch.find();
    if (torch.isEmpty()) {
      progress.say("there is no python3 with torch here: nothing is compared with PyTorch");
    }
    Machine machine = Machine.measured();
    List<Measurement> results = new ArrayList<>();
    for (StepConfiguration configuration : StepConfiguration.STANDARD) {
      if (choice.takesConfiguration(configuration.name())) {
        results.addAll(new TrainingCases(configuration, torch).measure(choice, progress));
        if (!configuration.isVariable()) {
          results.addAll(new InferenceCases(configuration, torch).measure(choice, progress));
        }
        machine = machine.best(Machine.measured());
      }
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("date", LocalDate.now().toString());
    facts.put("versions", versions(torch));
    facts.put("share-of-gemm-rate", shares(results, machine));
    if (choice.takesConfiguration(SelectionCase.CONFIGURATION)
        && choice.takesCase(SelectionCase.NAME)) {
      SelectionCase selection = new SelectionCase(10_000, 10_000);
      results.addAll(selection.measure(choice.seconds(), progress));
      facts.put(SelectionCase.NAME + "-extra-megabytes", rounded(selection.extraMegabytes()));
    }
    BenchReport report = new BenchReport(machine, facts, results);
    return new Found(report.text(), report.json());
  }

  private static void check(Choice choice) {
    List<String> names =
        Stream.concat(
                StepConfiguration.STANDARD.stream().map(StepConfiguration::name),
                Stream.of(SelectionCase.CONFIGURATION))
            .toList();
    List<String> problems =
        choice.configurations().stream()
            .filter(name -> !names.contains(name))
            .map(
                name ->
                    "--only must name some of %s, got %s".formatted(String.join(", ", names), name))
            .toList();
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
  }

  private static Map<String, String> versions(Optional<Torch> torch) {
    Map<String, String> versions = new TreeMap<>();
    versions.put("java", Runtime.version().toString());
    versions.put("dl4j", "1.0.0-M2.1");
    versions.put("onnxruntime", OnnxNetwork.version());
    versions.put("pytorch", torch.map(Torch::version).orElse("not there"));
    return versions;
  }

  /** What part of the rate of a large product each dense training step reaches. */
  private static Map<String, Double> shares(List<Measurement> results, Machine machine) {
    Map<String, Double> shares = new TreeMap<>();
    for (StepConfiguration configuration : StepConfiguration.STANDARD) {
      results.stream()
          .filter(result -> result.configuration().equals(configuration.name()))
          .filter(result -> result.name().equals("train-dense"))
          .findFirst()
          .ifPresent(
              result ->
                  shares.put(
                      configuration.name(),
                      rounded(
                          configuration.operations()
                              / (result.milliseconds() * 1e6)
                              / machine.gemmGflops())));
    }
    return shares;
  }

  private static double rounded(double value) {
    return BigDecimal.valueOf(value).round(new MathContext(3)).doubleValue();
  }
}
