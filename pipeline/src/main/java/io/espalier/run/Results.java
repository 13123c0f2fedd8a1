package io.espalier.run;

import io.espalier.data.DatasetInfo;
import io.espalier.data.Split;
import io.espalier.metric.Cost;
import io.espalier.model.NetworkState;
import io.espalier.network.Layouts;
import io.espalier.network.SparseMatrices;
import io.espalier.plan.ExportPlan.Format;
import io.espalier.plan.Plan;
import io.espalier.run.Evaluator.Evaluation;
import io.espalier.run.RunDetails.Curve;
import io.espalier.run.RunDetails.NetworkCost;
import io.espalier.run.RunSummary.DenseResult;
import io.espalier.run.RunSummary.FinalResult;
import io.espalier.run.RunSummary.LevelResult;
import io.espalier.run.RunSummary.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Findings as the records that people and programs read. */
public final class Results {
  private Results() {}

  /** The summary of an experiment that went as far as evaluation. */
  public static RunSummary summary(Plan plan, Findings findings) {
    Trained dense = findings.dense().orElseThrow();
    Cost cost = cost(dense);
    List<LevelResult> levels = new ArrayList<>();
    findings
        .evaluations()
        .forEach(
            (index, evaluation) ->
                levels.add(
                    new LevelResult(
                        index,
                        findings.levels().get(index).sparsity(),
                        evaluation.metrics(),
                        evaluation.fidelity())));
    return new RunSummary(
        plan.run().name(),
        plan.run().seed(),
        new DenseResult(
            findings.denseEvaluations().get(Split.VALIDATION).metrics(),
            findings.denseEvaluations().get(Split.TEST).metrics(),
            cost.parameters(),
            cost.macs()),
        levels,
        Optional.of(last(findings)),
        artifacts(findings));
  }

  private static FinalResult last(Findings findings) {
    int level = findings.levels().lastKey();
    Evaluation evaluation = findings.evaluations().get(level);
    Cost cost = cost(findings.networks().get(level));
    return new FinalResult(
        findings.levels().get(level).sparsity(),
        evaluation.metrics(),
        findings.test().orElseThrow().metrics(),
        new Size(cost.parameters(), cost.nonzeros(), cost.nonzeroMacs(), smallest(findings)));
  }

  /** Bytes of the smallest exported file; 0 before there is one. */
  private static long smallest(Findings findings) {
    return findings.exports().values().stream().mapToLong(zip -> zip.length).min().orElse(0);
  }

  private static Map<String, String> artifacts(Findings findings) {
    Map<String, String> artifacts = new TreeMap<>();
    for (Format format : findings.exports().keySet()) {
      artifacts.put(
          format == Format.DL4J ? "model" : "compact-model", ResultSteps.fileName(format));
    }
    return artifacts;
  }

  /** Training curves, the dense network's first. */
  public static List<Curve> curves(Findings findings) {
    List<Curve> curves = new ArrayList<>();
    findings.dense().ifPresent(dense -> curves.add(new Curve("train", dense.curve())));
    findings
        .networks()
        .forEach((level, network) -> curves.add(new Curve("level " + level, network.curve())));
    return curves;
  }

  /** Costs of the dense network, then of each level's. */
  public static List<NetworkCost> costs(Plan plan, Findings findings) {
    List<NetworkCost> costs = new ArrayList<>();
    findings
        .dense()
        .ifPresent(dense -> costs.add(new NetworkCost("dense", cost(dense), List.of())));
    DatasetInfo.Input input = findings.dataset().orElseThrow().info().input();
    double share = plan.recover().sparseAbove();
    findings
        .networks()
        .forEach(
            (level, network) ->
                costs.add(
                    new NetworkCost(
                        "level " + level,
                        cost(network),
                        SparseMatrices.names(
                            network.network().structure(), network.mask(), share, input))));
    return costs;
  }

  private static Cost cost(Trained network) {
    NetworkState state = network.network();
    return Cost.of(Layouts.of(state.structure()), state.parameters());
  }
}
