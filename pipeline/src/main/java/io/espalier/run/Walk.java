package io.espalier.run;

import io.espalier.data.Dataset;
import io.espalier.data.Split;
import io.espalier.plan.Plan;
import io.espalier.plan.PrunePlan.When;
import io.espalier.run.Evaluator.Evaluation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * One way through the stages: train, then at each step of the course score, prune and recover;
 * evaluate and export.
 */
final class Walk {
  private final Plan plan;
  private final Workers workers;
  private final Progress progress;
  private final StageGraph graph;
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

  /**
   * What is the same for every way.
   *
   * @param given the networks that the plan reads from files
   */
  record Setup(Plan plan, Workers workers, Progress progress, Given given, StageGraph graph) {}

  /**
   * @param last how far it goes
   */
  Walk(Setup setup, Dataset dataset, Verb last) {
    this.plan = setup.plan;
    this.workers = setup.workers;
    this.progress = setup.progress;
    this.graph = setup.graph;
    this.dataset = dataset;
    this.last = last;
    this.fitting = new Fitting(plan, workers, progress, dataset);
    this.setting =
        new EvaluateStage.Setting(plan, workers.evaluator(), workers.capacity(), dataset);
    this.start = setup.given.start(plan, dataset.info());
    this.lessons = new Lessons(plan, setup.given, start);
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
