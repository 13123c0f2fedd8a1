package io.espalier.run;

import io.espalier.data.Dataset;
import io.espalier.data.DatasetInfo;
import io.espalier.data.Split;
import io.espalier.model.InputException;
import io.espalier.plan.Plan;
import io.espalier.plan.PrunePlan.When;
import io.espalier.run.Evaluator.Evaluation;
import io.espalier.store.DamagedException;
import io.espalier.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        : new Walk(dataset, last).findings();
  }

  /**
   * How sensitive the parts of the trained dense network are to the prunings of the plan.
   *
   * @throws InputException where no dense network is trained, or there are no sparsities to try
   */
  public List<Sensitivity> sensitivities() {
    Sensing.check(plan.prune());
    return new Walk(graph.of(prepare(this::trainable)), Verb.TRAIN).sensitivities();
  }

  /** One way through the stages. */
  private final class Walk {
    private final Dataset dataset;
    private final Verb last;
    private final Fitting fitting;
    private final EvaluateStage.Setting setting;
    private final Start start;
    private final Lessons lessons;
    private final Evaluations evaluations;
    private final Stage<Trained> dense;
    private final Course course;
    private final Rewinding rewinding;
    private final Sensing sensing;
    private final List<Stage<Trained>> stages = new ArrayList<>();
    private final List<Supplier<Judged>> networks = new ArrayList<>();

    Walk(Dataset dataset, Verb last) {
      this.dataset = dataset;
      this.last = last;
      this.fitting = new Fitting(plan, workers, progress, dataset);
      this.setting =
          new EvaluateStage.Setting(plan, workers.evaluator(), workers.capacity(), dataset);
      this.start = Experiment.this.start(dataset.info());
      this.lessons = new Lessons(plan, given, start);
      this.course = Course.of(plan.prune(), start);
      this.rewinding = new Rewinding(fitting, start, lessons.training(fitting));
      this.dense =
          isTrained()
              ? new TrainStage(
                  fitting, start, "train", Fitting.Effort.dense(plan), lessons.training(fitting))
              : new UntrainedStage(fitting, start, "start");
      this.evaluations =
          new Evaluations(graph, setting, isTrained() ? Optional.of(dense) : Optional.empty());
      this.sensing = new Sensing(graph, setting, workers.scorer(), dense);
    }

    /** What every part of the dense network says to each pruning of the plan. */
    List<Sensitivity> sensitivities() {
      Set<Integer> passes = new HashSet<>();
      return course.foreseen().stream()
          .flatMap(step -> step.prunings().stream())
          .filter(pruning -> passes.add(pruning.pass()))
          .map(pruning -> sensing.of(pruning, sensing.ranking(pruning), Sensing.Detail.GATES))
          .toList();
    }

    Findings findings() {
      add(
          dense,
          isTrained()
              ? judged(Optional.empty(), "dense", dense, List.of())
              : () -> Judged.unjudged(Optional.empty(), graph.of(dense), List.of()));
      if (last == Verb.TRAIN) {
        return found();
      }
      Optional<Step> next = course.next(networks);
      for (; next.isPresent(); next = course.next(networks)) {
        Step step = next.get();
        Stage<Trained> network = stages.get(course.before(networks));
        List<Pruning> settled = new ArrayList<>();
        List<Stage<Ranking>> rankings = new ArrayList<>();
        for (Pruning planned : prunings(step)) {
          Stage<Ranking> ranking =
              new ScoreStage(
                  setting,
                  workers.scorer(),
                  network,
                  step.label(planned.prefix() + "score"),
                  planned);
          if (last == Verb.SCORE) {
            return found().with(graph.of(ranking).scores());
          }
          rankings.add(ranking);
          Pruning pruning =
              course.settled(step, planned, graph.of(network), () -> graph.of(ranking).scores());
          pruning = sensing.allotted(pruning, graph.of(network));
          settled.add(pruning);
          network = new PruneStage(dense, network, ranking, step, pruning);
        }
        Step taken = settled.isEmpty() ? step : step.with(settled);
        String place = "level " + step.index() + "/" + step.of();
        UnaryOperator<Judged> before = evaluations.before(last, place, network);
        if (last != Verb.PRUNE || rankings.isEmpty()) {
          network = trained(network, taken);
        }
        Supplier<Judged> judged = judged(Optional.of(taken), place, network, rankings);
        add(network, () -> before.apply(judged.get()));
        if (last == Verb.PRUNE) {
          return found();
        }
        course.said(networks).ifPresent(progress::say);
      }
      if (networks.size() == 1) {
        course.said(networks).ifPresent(progress::say);
      }
      return last == Verb.FINETUNE ? found() : tested(stages.get(course.result(networks)));
    }

    private void add(Stage<Trained> network, Supplier<Judged> judged) {
      stages.add(network);
      networks.add(judged);
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
          ? new FinetuneStage(fitting, rewinding.of(pruned, step), step, recovery())
          : new MovingStage(
              fitting, pruned, step, isTrained() ? recovery() : lessons.training(fitting));
    }

    /** What a pruned network learns. */
    private Tuition recovery() {
      return lessons.recovery(fitting, dense);
    }

    /** A network, trained now, judged beside what comes next where there is room. */
    private Supplier<Judged> judged(
        Optional<Step> step, String place, Stage<Trained> network, List<Stage<Ranking>> rankings) {
      Trained trained = graph.of(network);
      if (!isJudged(step)) {
        Judged unjudged = Judged.unjudged(step, trained, List.of());
        return () -> unjudged;
      }
      List<Double> agreements =
          rankings.stream()
              .flatMap(ranking -> graph.of(ranking).agreement().stream().boxed())
              .toList();
      Judged unjudged = Judged.unjudged(step, trained, agreements);
      CompletableFuture<Evaluation> evaluation = evaluations.validation(place, network);
      if (!course.isTimed()) {
        return () -> unjudged.with(Split.VALIDATION, StageGraph.joined(evaluation));
      }
      Judged evaluated = unjudged.with(Split.VALIDATION, StageGraph.joined(evaluation));
      Judged timed = evaluated.with(graph.of(new MeasureStage(setting, place, network)));
      return () -> timed;
    }

    /** Whether somebody wants to know how good a network is: who asked, or who decides. */
    private boolean isJudged(Optional<Step> step) {
      boolean decides = last == Verb.FINETUNE || (last != Verb.TRAIN && step.isEmpty());
      return last.compareTo(Verb.EVALUATE) >= 0 || (decides && course.judges());
    }

    private List<Judged> all() {
      return networks.stream().map(Supplier::get).toList();
    }

    private Findings found() {
      int chosen = last == Verb.FINETUNE ? course.result(networks) : networks.size() - 1;
      return Findings.of(dataset, all(), chosen);
    }

    /**
     * Test data is looked at once, by the network that was chosen and the one it is compared to, if
     * there is one.
     */
    private Findings tested(Stage<Trained> network) {
      List<Judged> judged = new ArrayList<>(all());
      int chosen = course.result(networks);
      Optional<UnaryOperator<Judged>> ofDense =
          isTrained() ? Optional.of(evaluations.test("dense", dense)) : Optional.empty();
      UnaryOperator<Judged> ofLast = evaluations.test("final", network);
      ofDense.ifPresent(look -> judged.set(0, look.apply(judged.get(0))));
      judged.set(chosen, ofLast.apply(judged.get(chosen)));
      if (last == Verb.EVALUATE) {
        return Findings.of(dataset, judged, chosen);
      }
      Findings found =
          new Findings(
              dataset,
              judged,
              Optional.empty(),
              graph.of(new ExportStage(plan.export(), start, fitting, network, dense)),
              List.of(
                  graph.of(new MeasureStage(setting, "dense", dense)),
                  graph.of(new MeasureStage(setting, "final", network))),
              chosen);
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
