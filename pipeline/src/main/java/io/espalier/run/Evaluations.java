package io.espalier.run;

import io.espalier.data.Split;
import io.espalier.plan.Plan;
import io.espalier.plan.PrunePlan.When;
import io.espalier.run.Evaluator.Disturbed;
import io.espalier.run.Evaluator.Evaluation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * Looks at the networks of an experiment, beside other work where there is room.
 *
 * @param dense that others are compared with, where it was trained
 */
record Evaluations(
    StageGraph graph, EvaluateStage.Setting setting, Optional<Stage<Trained>> dense) {
  /** A network on validation data. */
  CompletableFuture<Evaluation> validation(String place, Stage<Trained> network) {
    return graph.begin(stage(place, network, Split.VALIDATION));
  }

  /**
   * A level's network before it recovers, where it does.
   *
   * @param last how far the experiment goes
   */
  UnaryOperator<Judged> before(Verb last, String place, Stage<Trained> pruned) {
    Plan plan = setting.plan();
    boolean recovers = plan.prune().moving().when() == When.LEVELS && plan.recover().epochs() > 0;
    if (!recovers || last.compareTo(Verb.EVALUATE) < 0) {
      return judged -> judged;
    }
    CompletableFuture<Evaluation> evaluation = validation(place + " · pruned", pruned);
    return judged -> judged.before(StageGraph.joined(evaluation));
  }

  /** A network on test data, and on what it was trained on, where nothing is compared. */
  UnaryOperator<Judged> test(String place, Stage<Trained> network) {
    CompletableFuture<Evaluation> training =
        graph.begin(new EvaluateStage(setting, place, network, network, Split.TRAIN));
    CompletableFuture<Evaluation> test = graph.begin(stage(place, network, Split.TEST));
    CompletableFuture<List<Disturbed>> disturbed =
        setting.plan().evaluate().robustness().isNothing()
            ? CompletableFuture.completedFuture(List.of())
            : graph.begin(new RobustnessStage(setting, place, network));
    return judged ->
        judged
            .with(Split.TRAIN, StageGraph.joined(training))
            .with(Split.TEST, StageGraph.joined(test))
            .with(StageGraph.joined(disturbed));
  }

  private EvaluateStage stage(String place, Stage<Trained> network, Split split) {
    return new EvaluateStage(setting, place, network, dense.orElse(network), split);
  }
}
