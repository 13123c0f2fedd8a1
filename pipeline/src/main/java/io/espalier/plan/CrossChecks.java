package io.espalier.plan;

import io.espalier.data.SourceFormat.Content;
import io.espalier.data.Truth;
import io.espalier.data.encode.Encoding;
import io.espalier.importance.Probe;
import io.espalier.plan.PrunePlan.GranularityType;
import io.espalier.plan.TrainPlan.LocalSteps;
import io.espalier.plan.TrainPlan.Outer;

/** What keys must have to do with one another; needs neither data nor network. */
final class CrossChecks {
  private CrossChecks() {}

  /** Notes what does not go together, leaving out keys that are wrong on their own. */
  static void check(Plan plan, Section root) {
    SourceChecks.check(plan, root.group("data"));
    NetworkChecks.check(plan, root.group("network"));
    normalise(plan, root);
    train(plan, root);
    PruneChecks.check(plan.prune(), root.group("prune"));
    movement(plan, root.group("prune"));
    features(plan, root);
    MovingChecks.check(plan, root.group("prune"));
    ObjectiveChecks.check(plan, root);
    RewindChecks.check(plan, root);
    EvaluateChecks.check(plan, root.group("evaluate"));
  }

  private static void normalise(Plan plan, Section root) {
    if (root.problems().isSound("data.normalise", "network.from")
        && plan.data().cleaning().normalise() == Encoding.Scale.NETWORK
        && !plan.network().isGiven()) {
      root.group("data").wrong("normalise", "must be standard or none without a network.from");
    }
  }

  private static void train(Plan plan, Section root) {
    Problems problems = root.problems();
    int replicas = plan.train().rounds().replicas();
    int shards = plan.data().splits().shards();
    if (problems.isSound("train.replicas", "data.shards") && shards < replicas) {
      Section data = root.group("data");
      if (data.isGiven("shards")) {
        data.wrong("shards", "must be at least train.replicas (%d)".formatted(replicas));
      } else {
        root.group("train").wrong("replicas", "must be at most data.shards (%d)".formatted(shards));
      }
    }
    if (problems.isSound("train.outer", "train.local-steps")
        && plan.train().rounds().localSteps().equals(new LocalSteps.Fixed(1))
        && !plan.train().rounds().outer().equals(Outer.NONE)) {
      root.group("train")
          .wrong("local-steps", "must be at least 2 with train.outer, which works on averages");
    }
    if (problems.isSound("train.epochs", "network.from")
        && plan.train().epochs() == 0
        && !plan.network().isGiven()) {
      root.group("train")
          .wrong("epochs", "must be at least 1; only a network.from may be left untrained");
    }
  }

  private static void movement(Plan plan, Section prune) {
    boolean untrained = plan.train().epochs() == 0;
    boolean unrecovered = plan.recover().epochs() == 0 && levels(plan.prune()) > 1;
    if (prune.problems().isSound("prune", "train.epochs", "recover.epochs")
        && plan.prune().needs(Probe.MOVEMENT)
        && (untrained || unrecovered)) {
      prune.say(
          "criterion",
          "= movement is summed while the network trains before a level: %s must be at least 1, got 0"
              .formatted(untrained ? "train.epochs" : "recover.epochs"));
    }
  }

  /** Tokens have no features that could go; data that may be either says what it is later. */
  private static void features(Plan plan, Section root) {
    boolean tokens =
        plan.data().source().format().content() == Content.TOKENS
            || plan.data().task().truth() == Truth.NEXT_TOKEN;
    if (root.problems().isSound("prune", "data.source.format", "data.task")
        && tokens
        && plan.prune().all().stream()
            .anyMatch(pass -> pass.groups().granularity() == GranularityType.INPUT_FEATURE)) {
      root.group("prune")
          .say(
              "granularity",
              "= input-feature is for numeric features, and data.source.format = %s with data.task = %s gives tokens"
                  .formatted(plan.data().source().format().name(), plan.data().task().name()));
    }
  }

  private static int levels(PrunePlan plan) {
    return plan.all().stream().mapToInt(pass -> pass.schedule().levels()).sum();
  }
}
