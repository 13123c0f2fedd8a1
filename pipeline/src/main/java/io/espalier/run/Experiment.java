package io.espalier.run;

import io.espalier.data.Dataset;
import io.espalier.data.DatasetInfo;
import io.espalier.model.InputException;
import io.espalier.plan.Plan;
import io.espalier.store.DamagedException;
import io.espalier.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The experiment: a function from a plan to stages, which are computed as far as they are asked
 * for, in the order of {@link Walk}.
 */
public final class Experiment {
  private final Plan plan;
  private final Workers workers;
  private final Progress progress;
  private final Given given;
  private final StageGraph graph;

  /**
   * An experiment that has done nothing yet.
   *
   * @param store where its stages are kept
   * @param given the networks that the plan reads from files
   * @param wait for a stage that another driver computes
   */
  public Experiment(
      Plan plan, Store store, Given given, Workers workers, Progress progress, Duration wait) {
    this.plan = plan;
    this.workers = workers;
    this.progress = progress;
    this.given = given;
    this.graph = new StageGraph(store, plan.run().name(), progress, workers.room(), wait);
  }

  /**
   * Goes as far as a verb; finished stages are not computed again. SCORE and PRUNE stop at the
   * first step.
   */
  public Findings runTo(Verb last) {
    Dataset dataset = graph.of(prepare(last == Verb.PREPARE ? this::start : this::trainable));
    return last == Verb.PREPARE
        ? Findings.of(dataset, List.of(), 0)
        : walk(dataset, last).findings();
  }

  /**
   * How sensitive the parts of the trained dense network are to the prunings of the plan.
   *
   * @throws InputException where no dense network is trained, or there are no sparsities to try
   */
  public List<Sensitivity> sensitivities() {
    Sensing.check(plan.prune());
    return walk(graph.of(prepare(this::trainable)), Verb.TRAIN).sensitivities();
  }

  private Walk walk(Dataset dataset, Verb last) {
    return new Walk(new Walk.Setup(plan, workers, progress, given, graph), dataset, last);
  }

  private PrepareStage prepare(Consumer<DatasetInfo> check) {
    return new PrepareStage(plan, workers.preparer(), check);
  }

  /** The dataset, and the network before training, checked against each other. */
  public Checked check() {
    Dataset dataset = graph.of(prepare(this::trainable));
    return new Checked(dataset, trainable(dataset.info()));
  }

  /** What an experiment starts from. */
  public record Checked(Dataset dataset, Start start) {}

  /** The dataset if it is prepared already; none either where there is nothing to prepare. */
  public Optional<Dataset> prepared() {
    try {
      return graph.finished(prepare(this::start));
    } catch (InputException | DamagedException e) {
      return Optional.empty();
    }
  }

  /**
   * The network before training, for a dataset like this one.
   *
   * @throws InputException if network and data do not fit, or the network cannot be computed,
   *     trained or pruned as planned
   */
  public Start start(DatasetInfo dataset) {
    return given.start(plan, dataset);
  }

  /** The network before training, which there is room to train. */
  private Start trainable(DatasetInfo dataset) {
    Start start = start(dataset);
    Requirement.check(plan.evaluate().require(), dataset);
    RobustnessStage.check(plan, dataset);
    workers.capacity().check(start.network().layout(), dataset);
    new Lessons(plan, given, start)
        .check(dataset)
        .forEach(layout -> workers.capacity().check(layout, dataset));
    return start;
  }

  /** From now on refuses to compute: a stage that is not finished is an error of the user. */
  public void onlyFinished() {
    graph.onlyFinished();
  }

  /** Keys of the stages asked for so far, by label, in order. */
  public Map<String, StageKey> keys() {
    return graph.keys();
  }

  /** What the rounds of a stage took, in order; none if it trains nothing. */
  public List<RoundFacts> rounds(StageKey key) {
    return graph.rounds(key);
  }

  /** Seconds that each stage took which was computed, by key. */
  public Map<String, Double> seconds() {
    return graph.seconds();
  }
}
