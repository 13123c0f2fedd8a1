package io.espalier.run;

import io.espalier.data.Dataset;
import io.espalier.data.DatasetInfo;
import io.espalier.data.Split;
import io.espalier.plan.Plan;
import io.espalier.schedule.Level;
import io.espalier.schedule.Schedules;
import io.espalier.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The experiment: train, then at each level score, prune and fine-tune; evaluate and export. */
public final class Experiment {
  private final List<Level> schedule;
  private final DataStep data;
  private final TrainingSteps training;
  private final PruningSteps pruning;
  private final ResultSteps results;
  private final Stages stages;

  private Experiment(
      Plan plan, Stages stages, Optional<Start> given, Workers workers, Progress progress) {
    this.schedule =
        Schedules.levels(
            plan.prune().schedule().type(),
            plan.prune().schedule().levels(),
            plan.prune().schedule().sparsity());
    this.data = new DataStep(plan, stages, workers.preparer(), given);
    this.training = new TrainingSteps(plan, stages, workers.trainer(), progress);
    this.pruning = new PruningSteps(plan, stages, workers.scorer());
    this.results = new ResultSteps(plan, stages, workers.evaluator());
    this.stages = stages;
  }

  /**
   * An experiment that has done nothing yet.
   *
   * @param store where its stages are kept
   * @param given the network the plan starts from, if it names a file
   */
  public static Experiment of(
      Plan plan, Store store, Optional<Start> given, Workers workers, Progress progress) {
    return new Experiment(
        plan, new Stages(store, plan.run().name(), progress), given, workers, progress);
  }

  /**
   * Goes as far as a stage; finished stages are not computed again. SCORE and PRUNE stop at the
   * first level.
   */
  public Findings runTo(Stage last) {
    Findings findings = new Findings();
    Dataset dataset = findings.dataset(data.prepare());
    if (last == Stage.PREPARE) {
      return findings;
    }
    Trained dense = findings.dense(training.train(data.start(dataset.info()), dataset));
    if (last == Stage.TRAIN) {
      return findings;
    }
    boolean evaluates = last.compareTo(Stage.EVALUATE) >= 0;
    if (evaluates) {
      findings.dense(Split.VALIDATION, results.evaluateDense(dense, dataset, Split.VALIDATION));
    }
    Trained network = dense;
    int levels = schedule.size();
    for (Level level : schedule) {
      PruningSteps.Scored scored = pruning.score(network, level, levels, dataset);
      if (last == Stage.SCORE) {
        return findings.scores(scored.scores());
      }
      Trained pruned = pruning.prune(network, scored, level, dense);
      if (last == Stage.PRUNE) {
        return findings.level(level, pruned);
      }
      network = training.finetune(pruned, level, levels, dataset);
      findings.level(level, network);
      if (evaluates) {
        String label = "level %d/%d · evaluate validation".formatted(level.index(), levels);
        findings.level(
            level, results.evaluatePruned(label, network, dense, dataset, Split.VALIDATION));
      }
    }
    if (evaluates) {
      findings.dense(Split.TEST, results.evaluateDense(dense, dataset, Split.TEST));
      findings.test(
          results.evaluatePruned("final · evaluate test", network, dense, dataset, Split.TEST));
    }
    if (last == Stage.EXPORT) {
      findings.exports(results.export(network, dense));
      findings.measurements(results.measure(network, dense, findings.exports(), dataset));
    }
    return findings;
  }

  /** The dataset, and the network before training, checked against each other. */
  public Checked check() {
    Dataset dataset = data.prepare();
    return new Checked(dataset, data.start(dataset.info()));
  }

  /** The dataset if it is prepared already; nothing is computed. */
  public Optional<Dataset> prepared() {
    return data.prepared();
  }

  /** The network before training, for a dataset like this one. */
  public Start start(DatasetInfo dataset) {
    return data.start(dataset);
  }

  /** What an experiment starts from. */
  public record Checked(Dataset dataset, Start start) {}

  /** From now on refuses to compute: a stage that is not finished is an error of the user. */
  public void onlyFinished() {
    stages.onlyFinished();
  }

  /** Keys of the stages asked for so far, by label, in order. */
  public Map<String, StageKey> keys() {
    return stages.keys();
  }

  /** What the rounds of a stage took, in order; none if it trains nothing. */
  public List<RoundFacts> rounds(StageKey key) {
    return stages.rounds(key);
  }

  /** Seconds that each stage took which was computed, by key. */
  public Map<String, Double> seconds() {
    return stages.seconds();
  }
}
