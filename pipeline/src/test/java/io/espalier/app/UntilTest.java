package io.espalier.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.cluster.LocalSpark;
import io.espalier.data.Dataset;
import io.espalier.data.Split;
import io.espalier.metric.ClassFigures;
import io.espalier.model.InputException;
import io.espalier.model.NetworkState;
import io.espalier.plan.ExportPlan.Format;
import io.espalier.plan.Plan;
import io.espalier.plan.RobustnessPlan;
import io.espalier.report.SummaryTable;
import io.espalier.run.Evaluator;
import io.espalier.run.Experiment;
import io.espalier.run.Findings;
import io.espalier.run.Judged;
import io.espalier.run.RunSummary;
import io.espalier.run.Speed;
import io.espalier.run.Verb;
import io.espalier.run.Workers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pruning that goes as far as a limit allows. */
class UntilTest {
  private static final String CHARTS =
      LocalSpark.CHARTS.replaceAll("prune \\{.*", "prune { until.probes = 8 }");

  @TempDir private Path store;

  private static Plan plan(String... overrides) {
    return LocalSpark.read(CHARTS, overrides);
  }

  /** An evaluator in whose world a network keeps its quality while so many parameters live. */
  private record Cliff(Evaluator real, long parameters) implements Evaluator {
    @Override
    public Evaluation evaluate(
        String title, NetworkState network, Reference reference, Dataset dataset, Split split) {
      long living =
          IntStream.range(0, network.parameters().length)
              .filter(i -> network.parameters()[i] != 0)
              .count();
      double accuracy = living >= parameters ? 0.9 : 0.5;
      return new Evaluation(Map.of("accuracy", accuracy), Map.of(), ClassFigures.NONE);
    }

    @Override
    public void writeOutputs(
        String title, NetworkState network, Dataset dataset, Split split, String folder) {
      real.writeOutputs(title, network, dataset, split, folder);
    }

    @Override
    public List<Disturbed> disturb(
        String title,
        NetworkState network,
        Dataset dataset,
        Split split,
        RobustnessPlan plan,
        long seed) {
      return real.disturb(title, network, dataset, split, plan, seed);
    }

    @Override
    public Speed measure(String title, NetworkState network, Dataset dataset) {
      return real.measure(title, network, dataset);
    }
  }

  private Experiment experiment(Plan plan, long parameters) {
    Workers real = LocalSpark.workers(plan);
    return LocalSpark.experiment(
        plan,
        store,
        new Workers(
            real.preparer(),
            real.trainer(),
            real.scorer(),
            new Cliff(real.evaluator(), parameters),
            real.capacity(),
            real.room()));
  }

  @Test
  void theMostPrunedNetworkWithinIsTestedAndExported() {
    Plan plan = plan("prune.until.quality-loss=0.01");
    Experiment experiment = experiment(plan, 120);
    Findings findings = experiment.runTo(Verb.EXPORT);
    List<Judged> within =
        findings.steps().stream()
            .filter(judged -> judged.on(Split.VALIDATION).metrics().get("accuracy") > 0.8)
            .toList();
    assertThat(within).isNotEmpty().hasSizeLessThan(findings.steps().size());
    assertThat(findings.steps()).hasSizeLessThanOrEqualTo(8);
    int fewest =
        within.stream().mapToInt(judged -> judged.network().mask().kept()).min().orElseThrow();
    assertThat(findings.last().network().mask().kept()).isEqualTo(fewest).isBetween(120, 140);
    assertThat(
            findings.networks().stream()
                .filter(judged -> judged.evaluations().containsKey(Split.TEST)))
        .containsExactly(findings.dense(), findings.last());
    assertThat(experiment.keys().keySet().stream().filter(label -> label.endsWith("evaluate test")))
        .containsExactlyInAnyOrder("dense · evaluate test", "final · evaluate test");
    Experiment second = experiment(plan, 120);
    RunSummary again = RunSummary.of(plan, second.runTo(Verb.EXPORT));
    assertThat(second.seconds()).isEmpty();
    assertThat(again).isEqualTo(RunSummary.of(plan, findings));
    assertThat(again.result()).isEqualTo(findings.chosen());
  }

  @Test
  void otherAllowancesShareTheProbesThatTheyHaveInCommon() {
    experiment(plan("prune.until.quality-loss=0.01"), 120).runTo(Verb.FINETUNE);
    Experiment more = experiment(plan("prune.until.quality-loss=0.2", "prune.until.probes=2"), 120);
    more.runTo(Verb.FINETUNE);
    assertThat(more.seconds()).isEmpty();
  }

  @Test
  void theDenseNetworkStaysWhereNothingIsWithin() {
    Plan plan =
        plan("prune.until.quality-loss=0.01", "prune.until.probes=2", "prune.granularity=unit");
    Findings findings = experiment(plan, 230).runTo(Verb.EXPORT);
    assertThat(findings.steps()).hasSize(2);
    assertThat(findings.last()).isEqualTo(findings.dense());
    RunSummary summary = RunSummary.of(plan, findings);
    assertThat(summary.unmet().orElseThrow())
        .startsWith("NO level is within prune.until.quality-loss = 0.01: the dense network stays");
    assertThat(summary.last().orElseThrow().size().parameters()).isEqualTo(234);
    assertThat(SummaryTable.render(summary)).contains(summary.unmet().orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "parameters, 100, weight, 1",
    "parameters, 100, unit, 2",
    "multiply-adds, 90, block, 2",
    "bytes, 400B, weight, 3"
  })
  void aCountIsMetByTheLeastSparsity(String limit, String value, String groups, int levels) {
    Plan plan =
        plan(
            "prune.until.%s=%s".formatted(limit, value),
            "prune.granularity=" + groups,
            "prune.schedule.type=" + (levels == 1 ? "one-shot" : "cubic"),
            "prune.schedule.levels=" + levels);
    Findings findings = LocalSpark.experiment(plan, store).runTo(Verb.EXPORT);
    RunSummary summary = RunSummary.of(plan, findings);
    assertThat(findings.steps()).hasSize(levels);
    assertThat(summary.result()).isEqualTo(levels);
    double most = value.equals("400B") ? 400 : Double.parseDouble(value);
    double reached = summary.levels().get(levels - 1).tried().orElseThrow().reached();
    int oneGroup = groups.equals("unit") ? 60 : groups.equals("block") ? 8 : 4;
    assertThat(reached).isLessThanOrEqualTo(most).isGreaterThan(most - oneGroup);
    assertThat(SummaryTable.render(summary)).contains("within prune.until." + limit);
  }

  @Test
  void aLatencyIsMeasuredOnceAndReadAgain() {
    Plan plan = plan("prune.until.latency=1us", "prune.until.probes=2");
    Experiment experiment = LocalSpark.experiment(plan, store);
    Findings findings = experiment.runTo(Verb.EXPORT);
    assertThat(experiment.keys().keySet())
        .contains("dense · measure", "level 1/2 · measure", "level 2/2 · measure");
    assertThat(findings.chosen()).isZero();
    assertThat(findings.exports()).containsOnlyKeys(Format.DL4J);
    RunSummary summary = RunSummary.of(plan, findings);
    assertThat(summary.unmet().orElseThrow()).contains("NO level is within prune.until.latency");
    Experiment again = LocalSpark.experiment(plan, store);
    assertThat(RunSummary.of(plan, again.runTo(Verb.EXPORT))).isEqualTo(summary);
    assertThat(again.seconds()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "5, cannot be met: pruned as far as it can be",
    "100000, must be less than 234, which the network has before pruning"
  })
  void refusesACountThatCannotBeOrIsMet(String parameters, String problem) {
    Plan plan = plan("prune.until.parameters=" + parameters);
    assertThatThrownBy(() -> LocalSpark.experiment(plan, store).runTo(Verb.PREPARE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("prune.until.parameters")
        .hasMessageContaining(problem);
  }
}
