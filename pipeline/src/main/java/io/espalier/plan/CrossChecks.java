package io.espalier.plan;

import io.espalier.data.encode.Encoding;
import io.espalier.importance.Criteria;
import io.espalier.model.Names;
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
    prune(plan.prune(), root.group("prune"));
    MovingChecks.check(plan, root.group("prune"));
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

  private static void prune(PrunePlan plan, Section prune) {
    Problems problems = prune.problems();
    if (problems.isSound("prune.criterion", "prune.granularity")
        && Criteria.named(plan.criterion(), 0).ranksUnitsOnly()
        && plan.granularity() != PrunePlan.GranularityType.UNIT) {
      prune.say(
          "criterion",
          "= %s ranks whole hidden units: it needs prune.granularity = unit, got %s"
              .formatted(plan.criterion(), Names.of(plan.granularity())));
    }
    if (problems.isSound("prune.scope", "prune.layers")) {
      boolean perLayer = plan.scope() == PrunePlan.Scope.PER_LAYER;
      if (perLayer && plan.layers().isEmpty()) {
        prune.say(
            "scope",
            "= per-layer needs prune.layers with a sparsity for each layer,"
                + " such as { lstm-0 = 0.8 }");
      } else if (!perLayer && !plan.layers().isEmpty()) {
        prune.say(
            "layers", "is for prune.scope = per-layer only, got scope " + Names.of(plan.scope()));
      }
    }
    PrunePlan.SchedulePlan schedule = plan.schedule();
    if (problems.isSound("prune.schedule")
        && schedule.type().equals("one-shot")
        && schedule.levels() != 1) {
      prune
          .group("schedule")
          .wrong("levels", "must be 1 for one-shot; use iterative or cubic for more");
    }
  }
}
