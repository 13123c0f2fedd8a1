package io.espalier.run;

import io.espalier.data.Split;
import io.espalier.metric.Cost;
import io.espalier.model.NetworkState;
import io.espalier.model.TrainingState.EpochFacts;
import io.espalier.plan.ExportPlan.Format;
import io.espalier.plan.Plan;
import io.espalier.run.Evaluator.Evaluation;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The results of a run, and nothing that differs between two runs of one plan: no times and no
 * places. It is written as {@code summary.json}. Metrics are on the validation split unless they
 * are called test; maps keep the order in which they are given.
 *
 * @param run name of the run
 * @param seed of all its randomness
 * @param dense the network before pruning
 * @param levels what each level of the schedule came to, in order
 * @param last the network that the run came to; empty where nothing was pruned yet
 * @param artifacts files that left the building, by name, relative to the run's folder
 */
public record RunSummary(
    String run,
    long seed,
    DenseResult dense,
    List<LevelResult> levels,
    Optional<FinalResult> last,
    Map<String, String> artifacts) {
  private static final Map<Format, String> ARTIFACTS =
      Map.of(
          Format.DL4J, "model",
          Format.COMPACT, "compact-model",
          Format.ESPALIER, "espalier-model");

  public RunSummary {
    levels = List.copyOf(levels);
    artifacts = ordered(artifacts);
  }

  /**
   * @param metrics on the validation split; empty where no dense network was trained
   * @param test metrics on the test split; empty until the final evaluation, and likewise
   * @param parameters number of parameters
   * @param macsPerStep multiply-adds per time step
   * @param examination what else was found of it
   */
  public record DenseResult(
      Map<String, Double> metrics,
      Map<String, Double> test,
      long parameters,
      long macsPerStep,
      Examination examination) {
    public DenseResult {
      metrics = ordered(metrics);
      test = ordered(test);
    }

    /** A network of which nothing else was found. */
    public DenseResult(
        Map<String, Double> metrics, Map<String, Double> test, long parameters, long macsPerStep) {
      this(metrics, test, parameters, macsPerStep, Examination.NONE);
    }
  }

  /**
   * @param granularity what was pruned as one, for example {@code unit}
   * @param sparsity fraction pruned of what could be, in the last pass of the level
   * @param weights fraction pruned of the dense network's weights, whatever was pruned as one
   * @param beforeRecovery metrics and fidelity right after pruning; empty where nothing recovers
   */
  public record Pruned(
      String granularity, double sparsity, double weights, Map<String, Double> beforeRecovery) {
    public Pruned {
      beforeRecovery = ordered(beforeRecovery);
    }

    /** What nobody looked at before it recovered. */
    public Pruned(String granularity, double sparsity, double weights) {
      this(granularity, sparsity, weights, Map.of());
    }

    Pruned with(Evaluation before) {
      Map<String, Double> all = new LinkedHashMap<>(before.metrics());
      all.putAll(before.fidelity());
      return new Pruned(granularity, sparsity, weights, all);
    }
  }

  /**
   * @param level 1 for the first
   * @param pruned how far
   * @param metrics after fine-tuning
   * @param fidelity to the dense network: {@code kl-to-dense}, {@code reverse-kl-to-dense} and
   *     {@code agreement}, or {@code rmse-to-dense} where outputs are numbers; empty where none was
   *     trained
   * @param notices what has to be known of the network whatever its numbers are, a sentence each
   * @param tried where it stands to the limit that pruning goes to; empty where there is none
   */
  public record LevelResult(
      int level,
      Pruned pruned,
      Map<String, Double> metrics,
      Map<String, Double> fidelity,
      List<String> notices,
      Optional<Tried> tried) {
    public LevelResult {
      notices = List.copyOf(notices);
      metrics = ordered(metrics);
      fidelity = ordered(fidelity);
    }
  }

  /**
   * @param sparsity fraction pruned
   * @param metrics on the validation split
   * @param test metrics on the test split; empty until the final evaluation
   * @param size what it costs to keep and to run
   * @param trainingMultiplyAdds of all trainings that led to it, of the weights that lived in them
   * @param examination what else was found of it
   */
  public record FinalResult(
      double sparsity,
      Map<String, Double> metrics,
      Map<String, Double> test,
      Size size,
      long trainingMultiplyAdds,
      Examination examination) {
    public FinalResult {
      metrics = ordered(metrics);
      test = ordered(test);
    }

    /** A network of which nothing else was found. */
    public FinalResult(
        double sparsity,
        Map<String, Double> metrics,
        Map<String, Double> test,
        Size size,
        long trainingMultiplyAdds) {
      this(sparsity, metrics, test, size, trainingMultiplyAdds, Examination.NONE);
    }

    /** Sentences on what was asked of it and is not met; none if all is well. */
    public List<String> unmet() {
      return examination.requirements().stream()
          .filter(requirement -> !requirement.isMet())
          .map(Requirement::sentence)
          .toList();
    }
  }

  /**
   * @param parameters parameters of the network, fewer than the dense one's once units are removed
   * @param nonzeros parameters that are not 0
   * @param macsPerStep multiply-adds per time step with a weight that is not 0
   * @param bytes size of the smallest exported file; 0 before export
   */
  public record Size(long parameters, long nonzeros, long macsPerStep, long bytes) {}

  /** The summary of an experiment that went as far as evaluation. */
  public static RunSummary of(Plan plan, Findings findings) {
    Judged dense = findings.dense();
    Cost cost = cost(dense);
    Map<String, String> artifacts = new TreeMap<>();
    for (Format format : findings.exports().keySet()) {
      artifacts.put(ARTIFACTS.get(format), ExportStage.fileName(format));
    }
    return new RunSummary(
        plan.run().name(),
        plan.run().seed(),
        new DenseResult(
            dense.metrics(Split.VALIDATION),
            dense.metrics(Split.TEST),
            cost.parameters(),
            cost.macs(),
            Examination.of(dense, List.of())),
        findings.steps().stream().map(step -> level(plan, findings, step)).toList(),
        Optional.of(last(plan, findings)),
        artifacts);
  }

  private static LevelResult level(Plan plan, Findings findings, Judged judged) {
    Evaluation evaluation = judged.on(Split.VALIDATION);
    Pruned pruned = Notices.pruned(findings, judged);
    return new LevelResult(
        judged.step().orElseThrow().index(),
        judged.beside().pruned().map(pruned::with).orElse(pruned),
        evaluation.metrics(),
        evaluation.fidelity(),
        Notices.of(findings, judged),
        plan.prune()
            .until()
            .map(until -> new Allowance(until).tried(findings.dense(), judged))
            .map(tried -> judged.equals(findings.last()) ? tried.chosen() : tried));
  }

  private static FinalResult last(Plan plan, Findings findings) {
    Judged last = findings.last();
    Cost cost = cost(last);
    return new FinalResult(
        last.step().isEmpty() ? 0 : Notices.pruned(findings, last).sparsity(),
        last.on(Split.VALIDATION).metrics(),
        last.on(Split.TEST).metrics(),
        new Size(cost.parameters(), cost.nonzeros(), cost.nonzeroMacs(), findings.smallestExport()),
        findings.networks().stream()
            .flatMap(judged -> judged.network().curve().stream())
            .mapToLong(EpochFacts::multiplyAdds)
            .sum(),
        Examination.of(last, Requirement.of(plan.evaluate().require(), findings)));
  }

  /** Which level's network is the result; 0 for the dense one. */
  public int result() {
    if (levels.stream().noneMatch(level -> level.tried().isPresent())) {
      return levels.size();
    }
    return levels.stream()
        .filter(level -> level.tried().filter(Tried::isChosen).isPresent())
        .mapToInt(LevelResult::level)
        .findFirst()
        .orElse(0);
  }

  /** Which level met the limit that pruning goes to; empty where there is none, or none met it. */
  public Optional<String> met() {
    int result = result();
    return result == 0
        ? Optional.empty()
        : levels
            .get(result - 1)
            .tried()
            .map(
                tried ->
                    "The result is level %d of %d: %s."
                        .formatted(result, levels.size(), tried.text()));
  }

  /** That no level met the limit; empty where one did, or there is no limit. */
  public Optional<String> unmet() {
    return result() > 0
        ? Optional.empty()
        : levels.stream()
            .min(Comparator.comparingDouble(level -> level.pruned().weights()))
            .map(level -> unmet(level.level(), level.tried().orElseThrow()));
  }

  private static String unmet(int least, Tried tried) {
    return "NO level is within %s: the dense network stays. The least pruned, level %d, came to %s %s."
        .formatted(tried.limit(), least, tried.name(), tried.shown());
  }

  /** Whether a dense network was trained that others can be compared with. */
  public boolean hasDense() {
    return !dense.metrics().isEmpty();
  }

  /** Names of the metrics, the one that networks are judged by first. */
  public Set<String> metrics() {
    return hasDense() || levels.isEmpty()
        ? dense.metrics().keySet()
        : levels.get(0).metrics().keySet();
  }

  /** Name of an exported file. */
  public static String fileName(Format format) {
    return ExportStage.fileName(format);
  }

  /** What a network costs. */
  static Cost cost(Judged judged) {
    NetworkState state = judged.network().network();
    return Cost.of(state.network().layout(), state.parameters());
  }

  private static <V> Map<String, V> ordered(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
