package io.espalier.run;

import io.espalier.data.DatasetInfo;
import io.espalier.data.Split;
import io.espalier.metric.Cost.BlockCost;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.ParameterLayout;
import io.espalier.prune.Floor;
import io.espalier.prune.Pruner;
import io.espalier.prune.UnreadLayers;
import io.espalier.run.Evaluator.Evaluation;
import io.espalier.run.RunSummary.Pruned;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What somebody has to know of a pruned network whatever its numbers are, a sentence each. */
public final class Notices {
  /** Halves of the calibration data that rank alike to less than this are said. */
  private static final double STEADY = 0.9;

  private Notices() {}

  /** Of the network of a step. */
  public static List<String> of(Findings findings, Judged judged) {
    List<String> notices = new ArrayList<>();
    NetworkState state = judged.network().network();
    ParameterLayout layout = state.network().layout();
    ParameterLayout dense = findings.dense().network().network().network().layout();
    features(findings, judged).ifPresent(notices::add);
    for (Pruning pruning : judged.step().orElseThrow().prunings()) {
      Pruner pruner = PruningRule.of(pruning, dense);
      pruner
          .atFloor(layout, judged.network().mask(), pruning.sparsity(), pruning.finalSparsity())
          .forEach(reached -> notices.add(floor(reached, pruning)));
      notices.addAll(pruner.leaves(layout));
    }
    for (BlockCost block : RunSummary.cost(judged).blocks()) {
      if (block.role().isPrunable() && block.nonzeros() == 0) {
        notices.add(
            "%s has lost all of its %d weights".formatted(block.name(), block.parameters()));
      }
    }
    for (String layer : UnreadLayers.of(layout, state.parameters())) {
      notices.add("nothing reads layer %s any more".formatted(layer));
    }
    for (double agreement : judged.agreements()) {
      if (agreement < STEADY) {
        notices.add(
            String.format(
                Locale.ROOT,
                "the ranking moves with the calibration data: its two halves rank alike to %.2f"
                    + " (1: the same); raise evaluate.calibration",
                agreement));
      }
    }
    chance(findings, judged).ifPresent(notices::add);
    return notices;
  }

  /** Which features the network does not read any more. */
  private static Optional<String> features(Findings findings, Judged judged) {
    List<Integer> removed = judged.network().survivors().removedFeatures();
    List<String> names = findings.dataset().info().input().features();
    return removed.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%d of %d input features are not read any more: %s"
                .formatted(
                    removed.size(),
                    names.size(),
                    removed.stream().map(names::get).collect(Collectors.joining(", "))));
  }

  /** How far a step has pruned the dense network. */
  public static Pruned pruned(Findings findings, Judged judged) {
    Step step = judged.step().orElseThrow();
    ParameterLayout layout = judged.network().network().network().layout();
    ParameterLayout dense = findings.dense().network().network().network().layout();
    double sparsity =
        PruningRule.of(step.last(), dense).ownSparsity(layout).orElse(step.last().sparsity());
    long left = weights(layout, judged.network().mask());
    long all = weights(dense, Mask.all(dense.length()));
    return new Pruned(step.granularity(), sparsity, 1 - (double) left / all);
  }

  private static long weights(ParameterLayout layout, Mask mask) {
    return layout.blocks().stream()
        .filter(block -> block.role().isPrunable())
        .mapToLong(block -> mask.kept(block.offset(), block.end()))
        .sum();
  }

  private static String floor(Floor.Reached reached, Pruning pruning) {
    String groups =
        switch (pruning.plan().groups().granularity()) {
          case UNIT -> "units";
          case BLOCK -> "blocks";
          case INPUT_FEATURE -> "input features";
          case WEIGHT, N_OF_M -> "weights";
        };
    return "%s is at its floor of %d of %d %s (prune.keep-at-least)"
        .formatted(reached.name(), reached.kept(), reached.dense(), groups);
  }

  /** A network that is no better than one that looks at nothing. */
  private static Optional<String> chance(Findings findings, Judged judged) {
    Evaluation evaluation = judged.evaluations().get(Split.VALIDATION);
    if (evaluation == null) {
      return Optional.empty();
    }
    Map<String, Double> metrics = evaluation.metrics();
    DatasetInfo data = findings.dataset().info();
    List<Long> counts = data.split(Split.VALIDATION).classCounts();
    if (metrics.containsKey("accuracy") && !counts.isEmpty()) {
      long most = Collections.max(counts);
      double share = (double) most / counts.stream().mapToLong(Long::longValue).sum();
      String name = data.output().classes().get(counts.indexOf(most));
      return chance("accuracy", metrics.get("accuracy"), "class, " + name, share);
    }
    return metrics.containsKey("most-frequent-token")
        ? chance(
            "token-accuracy",
            metrics.get("token-accuracy"),
            "token",
            metrics.get("most-frequent-token"))
        : Optional.empty();
  }

  private static Optional<String> chance(
      String metric, double reached, String answer, double share) {
    return reached > share + 1e-9
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%s %.4f is no better than always saying the most frequent %s (%.4f)",
                metric,
                reached,
                answer,
                share));
  }
}
