package io.espalier.run;

import io.espalier.data.Compatibility;
import io.espalier.data.Dataset;
import io.espalier.data.DatasetInfo;
import io.espalier.data.Split;
import io.espalier.engine.Examples;
import io.espalier.importance.Scores;
import io.espalier.model.InputException;
import io.espalier.plan.Plan;
import io.espalier.plan.PrunePlan.When;
import io.espalier.run.Evaluator.Disturbed;
import io.espalier.run.Evaluator.Evaluation;
import io.espalier.store.DamagedException;
import io.espalier.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The experiment: train, then at each step of the course score, prune and recover; evaluate and
 * export. A function from a plan to stages, which are computed as far as they are asked for.
 */
public final class Experiment {
  private final Plan plan;
  private final Workers workers;
  private final Progress progress;
  private final Optional<Start> given;
  private final StageGraph graph;

  /**
   * An experiment that has done nothing yet.
   *
   * @param store where its stages are kept
   * @param given the network the plan starts from, if it names a file
   * @param wait for a stage that another driver computes
   */
  public Experiment(
      Plan plan,
      Store store,
      Optional<Start> given,
      Workers workers,
      Progress progress,
      Duration wait) {
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
        ? Findings.of(dataset, List.of())
        : new Walk(dataset, last).findings();
  }

  /** One way through the stages. */
  private final class Walk {
    private final Dataset dataset;
    private final Verb last;
    private final Fitting fitting;
    private final EvaluateStage.Setting setting;
    private final Start start;
    private final Stage<Trained> dense;
    private final Course course = ScheduledCourse.of(plan.prune());
    private final List<Supplier<Judged>> networks = new ArrayList<>();

    Walk(Dataset dataset, Verb last) {
      this.dataset = dataset;
      this.last = last;
      this.fitting = new Fitting(plan, workers, progress, dataset);
      this.setting =
          new EvaluateStage.Setting(plan, workers.evaluator(), workers.capacity(), dataset);
      this.start = Experiment.this.start(dataset.info());
      this.dense =
          isTrained() ? new TrainStage(fitting, start) : new UntrainedStage(fitting, start);
    }

    Findings findings() {
      networks.add(
          isTrained()
              ? judged(Optional.empty(), "dense", dense, List.of())
              : () -> Judged.unseen(Optional.empty(), graph.of(dense), List.of()));
      if (last == Verb.TRAIN) {
        return found();
      }
      Stage<Trained> network = dense;
      for (Optional<Step> next = next(); next.isPresent(); next = next()) {
        Step step = next.get();
        List<Stage<Ranking>> rankings = new ArrayList<>();
        for (Pruning pruning : prunings(step)) {
          Stage<Ranking> ranking =
              new ScoreStage(setting, workers.scorer(), network, step, pruning);
          if (last == Verb.SCORE) {
            Scores found = graph.of(ranking).scores();
            return new Findings(dataset, all(), Optional.of(found), Map.of(), List.of());
          }
          rankings.add(ranking);
          network = new PruneStage(dense, network, ranking, step, pruning);
        }
        String place = "level " + step.index() + "/" + step.of();
        Optional<CompletableFuture<Evaluation>> before = before(place, network);
        if (last != Verb.PRUNE || rankings.isEmpty()) {
          network = trained(network, step);
        }
        Supplier<Judged> judged = judged(Optional.of(step), place, network, rankings);
        networks.add(
            () ->
                before
                    .map(pruned -> judged.get().before(StageGraph.joined(pruned)))
                    .orElseGet(judged));
        if (last == Verb.PRUNE) {
          return found();
        }
      }
      return last == Verb.FINETUNE ? found() : tested(network);
    }

    /** Whether the dense network was trained, so that others can be compared with it. */
    private boolean isTrained() {
      return plan.prune().moving().when() != When.START;
    }

    /** What a step prunes before it trains; nothing where it prunes in training. */
    private List<Pruning> prunings(Step step) {
      boolean before = plan.prune().moving().when() != When.TRAINING || last == Verb.SCORE;
      return before ? step.prunings() : List.of();
    }

    /** The network of a step, trained after its pruning or while it is pruned. */
    private Stage<Trained> trained(Stage<Trained> pruned, Step step) {
      return plan.prune().moving().when() == When.LEVELS
          ? new FinetuneStage(fitting, pruned, step)
          : new MovingStage(fitting, pruned, step);
    }

    private Optional<Step> next() {
      return course.next(networks.subList(1, networks.size()));
    }

    /** A network, trained now, judged beside what comes next where there is room. */
    private Supplier<Judged> judged(
        Optional<Step> step, String place, Stage<Trained> network, List<Stage<Ranking>> rankings) {
      Trained trained = graph.of(network);
      if (last.compareTo(Verb.EVALUATE) < 0) {
        Judged unjudged = Judged.unseen(step, trained, List.of());
        return () -> unjudged;
      }
      List<Double> agreements =
          rankings.stream()
              .flatMap(ranking -> graph.of(ranking).agreement().stream().boxed())
              .toList();
      Judged unjudged = Judged.unseen(step, trained, agreements);
      CompletableFuture<Evaluation> evaluation =
          graph.begin(evaluation(place, network, Split.VALIDATION));
      return () -> unjudged.with(Split.VALIDATION, StageGraph.joined(evaluation));
    }

    /** How good a level's network is before it recovers, where it does. */
    private Optional<CompletableFuture<Evaluation>> before(String place, Stage<Trained> pruned) {
      boolean recovers = plan.prune().moving().when() == When.LEVELS && plan.recover().epochs() > 0;
      return recovers && last.compareTo(Verb.EVALUATE) >= 0
          ? Optional.of(graph.begin(evaluation(place + " · pruned", pruned, Split.VALIDATION)))
          : Optional.empty();
    }

    /** A network on test data, and on what it was trained on, where nothing is compared. */
    private UnaryOperator<Judged> look(String place, Stage<Trained> network) {
      CompletableFuture<Evaluation> training =
          graph.begin(new EvaluateStage(setting, place, network, network, Split.TRAIN));
      CompletableFuture<Evaluation> test = graph.begin(evaluation(place, network, Split.TEST));
      CompletableFuture<List<Disturbed>> disturbed =
          plan.evaluate().robustness().isNothing()
              ? CompletableFuture.completedFuture(List.of())
              : graph.begin(new RobustnessStage(setting, place, network));
      return judged ->
          judged
              .with(Split.TRAIN, StageGraph.joined(training))
              .with(Split.TEST, StageGraph.joined(test))
              .with(StageGraph.joined(disturbed));
    }

    private EvaluateStage evaluation(String place, Stage<Trained> network, Split split) {
      return new EvaluateStage(setting, place, network, isTrained() ? dense : network, split);
    }

    private List<Judged> all() {
      return networks.stream().map(Supplier::get).toList();
    }

    private Findings found() {
      return Findings.of(dataset, all());
    }

    /**
     * Test data is looked at once, by the network that was chosen and the one it is compared to, if
     * there is one.
     */
    private Findings tested(Stage<Trained> network) {
      List<Judged> judged = new ArrayList<>(all());
      Optional<UnaryOperator<Judged>> ofDense =
          isTrained() ? Optional.of(look("dense", dense)) : Optional.empty();
      UnaryOperator<Judged> ofLast = look("final", network);
      ofDense.ifPresent(look -> judged.set(0, look.apply(judged.get(0))));
      judged.add(ofLast.apply(judged.remove(judged.size() - 1)));
      if (last == Verb.EVALUATE) {
        return Findings.of(dataset, judged);
      }
      Findings found =
          new Findings(
              dataset,
              judged,
              Optional.empty(),
              graph.of(new ExportStage(plan.export(), start, fitting, network, dense)),
              List.of(
                  graph.of(new MeasureStage(setting, "dense", dense)),
                  graph.of(new MeasureStage(setting, "final", network))));
      graph.mend();
      return found;
    }
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
    Start start = given.orElseGet(() -> NetworkBuilder.start(plan, dataset));
    Compatibility.checkTraining(start.network(), dataset);
    Examples.loss(start.network());
    PruningRule.check(plan, start, dataset);
    TrainingSize.check(plan, start.network().layout(), dataset);
    return start;
  }

  /** The network before training, which there is room to train. */
  private Start trainable(DatasetInfo dataset) {
    Start start = start(dataset);
    Requirement.check(plan.evaluate().require(), dataset);
    RobustnessStage.check(plan, dataset);
    workers.capacity().check(start.network().layout(), dataset);
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
