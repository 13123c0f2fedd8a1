package io.espalier.plan;

import io.espalier.data.SourceFormat.Content;
import io.espalier.data.Task;
import io.espalier.model.LayerSpec;
import io.espalier.model.Names;
import io.espalier.plan.PrunePlan.When;
import java.util.List;

/** What the keys of an objective have to do with one another and with the rest. */
final class ObjectiveChecks {
  private final ObjectivePlan objective;
  private final Section section;

  private ObjectiveChecks(ObjectivePlan objective, Section section) {
    this.objective = objective;
    this.section = section;
  }

  static void check(Plan plan, Section root) {
    contrasted("train", plan.train().objective(), plan, root);
    contrasted("recover", plan.recover().objective(), plan, root);
    attacked("train", plan.train().objective(), plan, root);
    attacked("recover", plan.recover().objective(), plan, root);
    Section train = root.group("train");
    Section recover = root.group("recover");
    if (root.problems().isSound("train.objective", "train.teacher", "train.epochs", "data.task")) {
      training(plan.train(), plan.data().task(), train);
    }
    if (root.problems().isSound("recover.objective", "prune.when", "recover.epochs", "data.task")) {
      new ObjectiveChecks(plan.recover().objective(), recover)
          .check(plan.data().task(), plan.recover().epochs());
      if (recover.isChanged("objective") && plan.prune().moving().when() == When.START) {
        recover.say(
            "objective",
            "has no recovery with prune.when = %s: take train.objective"
                .formatted(Names.of(When.START)));
      }
    }
  }

  private static void contrasted(String part, ObjectivePlan objective, Plan plan, Section root) {
    if (root.problems().isSound(part + ".objective", "train.batch-size")
        && objective.has(ObjectivePlan.CONTRASTIVE)
        && plan.train().rounds().batchSize() == 1) {
      root.group(part)
          .say(
              "objective",
              "= contrastive tells the sequences of a batch apart: take a train.batch-size of at least 2, got 1");
    }
  }

  /** Data that may be tokens or not says what it is later. */
  private static void attacked(String part, ObjectivePlan objective, Plan plan, Section root) {
    if (root.problems().isSound(part + ".objective", "data.source.format", "network")
        && objective.has(ObjectivePlan.ADVERSARIAL)
        && plan.data().source().format().content() == Content.TOKENS
        && !plan.network().isGiven()
        && plan.network().layers().stream().noneMatch(LayerSpec.Embedding.class::isInstance)) {
      root.group(part)
          .say(
              "objective",
              "= adversarial moves numbers, and data.source.format = %s gives tokens: put { type = embedding, units = ... } first in network.layers"
                  .formatted(plan.data().source().format().name()));
    }
  }

  private static void training(TrainPlan plan, Task task, Section train) {
    ObjectiveChecks checks = new ObjectiveChecks(plan.objective(), train);
    checks.check(task, plan.epochs());
    checks.taught();
    if (plan.objective().teacher() instanceof TeacherPlan.Own own) {
      training(own.train(), task, TeacherShape.section(train).group("train"));
    }
  }

  private void check(Task task, int epochs) {
    unused(ObjectivePlan.DISTIL, List.of("temperature", "alpha"));
    unused(ObjectivePlan.KL, List.of("direction"));
    unused(ObjectivePlan.CONTRASTIVE, List.of("temperature"));
    unused(ObjectivePlan.ADVERSARIAL, List.of("epsilon", "steps"));
    if (section.isChanged("objective") && epochs == 0) {
      section.say("objective", "needs %s of at least 1, got 0".formatted(section.pathOf("epochs")));
    }
    if (objective.has(ObjectivePlan.KL) && !task.truth().isCategorical()) {
      section.say(
          "objective",
          "= kl compares probabilities, and data.task = %s has none: take distil or match"
              .formatted(task.name()));
    }
    if (section.isChanged("teacher") && !objective.objective().needsTeacher()) {
      section.say(
          "teacher",
          "is for %s = %s only"
              .formatted(section.pathOf("objective"), String.join(", ", ObjectivePlan.TAUGHT)));
    }
  }

  /** The first training has no dense network to learn from. */
  private void taught() {
    if (objective.objective().needsTeacher() && objective.teacher() instanceof TeacherPlan.Dense) {
      section.say(
          "objective",
          "needs a teacher: give %s, a network file or a network to train first"
              .formatted(section.pathOf("teacher")));
    }
  }

  /** What is given and would change nothing is refused rather than ignored. */
  private void unused(String goal, List<String> keys) {
    Section group = section.group(goal);
    for (String key : keys) {
      if (group.isChanged(key) && !objective.has(goal)) {
        group.say(key, "is for %s = %s only".formatted(section.pathOf("objective"), goal));
      }
    }
  }
}
