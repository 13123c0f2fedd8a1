package io.espalier.plan;

import io.espalier.model.Names;
import io.espalier.plan.PrunePlan.When;
import java.util.List;

/** What the keys of an objective have to do with one another and with the rest. */
final class ObjectiveChecks {
  private ObjectiveChecks() {}

  static void check(Plan plan, Section root) {
    Section recover = root.group("recover");
    ObjectivePlan objective = plan.recover().objective();
    if (!recover.problems().isSound("recover.objective", "prune.when", "recover.epochs")) {
      return;
    }
    unused(objective, recover);
    if (recover.isChanged("objective") && plan.recover().epochs() == 0) {
      recover.say("objective", "needs recover.epochs of at least 1, got 0");
    }
    if (recover.isChanged("objective") && plan.prune().moving().when() == When.START) {
      recover.say("objective", "has no recovery with prune.when = " + Names.of(When.START));
    }
    boolean probabilities = plan.data().task().truth().isCategorical();
    if (objective.has(ObjectivePlan.KL) && !probabilities) {
      recover.say(
          "objective",
          "= kl compares probabilities, and data.task = %s has none: take distil or match"
              .formatted(plan.data().task().name()));
    }
  }

  /** What is given and would change nothing is refused rather than ignored. */
  private static void unused(ObjectivePlan objective, Section section) {
    unused(objective, section, ObjectivePlan.DISTIL, List.of("temperature", "alpha"));
    unused(objective, section, ObjectivePlan.KL, List.of("direction"));
  }

  private static void unused(
      ObjectivePlan objective, Section section, String goal, List<String> keys) {
    Section group = section.group(goal);
    for (String key : keys) {
      if (group.isChanged(key) && !objective.has(goal)) {
        group.say(key, "is for %s = %s only".formatted(section.pathOf("objective"), goal));
      }
    }
  }
}
