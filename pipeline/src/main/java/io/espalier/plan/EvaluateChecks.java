package io.espalier.plan;

import io.espalier.data.SourceFormat.Content;
import io.espalier.data.Truth;
import io.espalier.metric.MetricNames;
import io.espalier.model.NearestNames;
import io.espalier.plan.PrunePlan.When;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the keys of {@code evaluate} have to do with others. */
final class EvaluateChecks {
  private static final String NO_DENSE =
      "compares with the dense network, and prune.when = start trains none; leave it out";

  private EvaluateChecks() {}

  static void check(Plan plan, Section evaluate) {
    Section require = evaluate.group("require");
    if (evaluate.problems().isSound("prune.when")
        && require.isSound("quality-loss")
        && plan.prune().moving().when() == When.START
        && plan.evaluate().require().qualityLoss().isPresent()) {
      require.say("quality-loss", NO_DENSE);
    }
    if (evaluate.problems().isSound("data.task") && require.isSound("metrics")) {
      metrics(plan, require);
    }
    if (evaluate.problems().isSound("data.task", "data.source.format")) {
      Truth truth = plan.data().task().truth();
      boolean tokens =
          plan.data().source().format().content() == Content.TOKENS || truth == Truth.NEXT_TOKEN;
      plan.evaluate()
          .robustness()
          .misplaced(tokens, truth)
          .ifPresent(
              why ->
                  evaluate
                      .group("robustness")
                      .say(
                          why.substring(0, why.indexOf(' ')), why.substring(why.indexOf(' ') + 1)));
    }
  }

  private static void metrics(Plan plan, Section require) {
    Truth truth = plan.data().task().truth();
    List<String> fidelity = MetricNames.fidelity(truth);
    List<String> all =
        Stream.concat(MetricNames.quality(truth).stream(), fidelity.stream()).toList();
    for (String name : new TreeSet<>(plan.evaluate().require().metrics().keySet())) {
      if (!all.contains(name)) {
        require.say(
            "metrics",
            "must be of %s for data.task = %s, got %s%s"
                .formatted(
                    String.join(", ", all),
                    plan.data().task().name(),
                    name,
                    NearestNames.question(name, all)));
      } else if (fidelity.contains(name) && plan.prune().moving().when() == When.START) {
        require.say("metrics", "= { %s } ".formatted(name) + NO_DENSE);
      }
    }
  }
}
