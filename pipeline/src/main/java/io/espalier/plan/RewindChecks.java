package io.espalier.plan;

import io.espalier.model.Names;
import io.espalier.plan.PrunePlan.When;
import io.espalier.plan.RewindPlan.From;
import io.espalier.plan.TrainPlan.Updater.RateSchedule;

/** What rewinding has to do with other keys. */
final class RewindChecks {
  private RewindChecks() {}

  static void check(Plan plan, Section root) {
    Section recover = root.group("recover");
    RewindPlan rewind = plan.recover().rewind();
    if (!recover
        .problems()
        .isSound("recover", "prune.when", "train.epochs", "train.learning-rate-schedule")) {
      return;
    }
    if (rewind.from() != From.EPOCH && recover.isChanged("rewind-epoch")) {
      recover.say("rewind-epoch", "is for recover.from = epoch only");
    }
    if (rewind.from() == From.CURRENT) {
      return;
    }
    String from = "= " + Names.of(rewind.from());
    if (plan.prune().moving().when() != When.LEVELS) {
      recover.say(
          "from",
          "%s is for recovery between levels, and with prune.when = %s there is none"
              .formatted(from, Names.of(plan.prune().moving().when())));
    }
    if (plan.recover().epochs() == 0) {
      recover.say("from", from + " needs recover.epochs of at least 1, got 0");
    }
    if (rewind.from() == From.EPOCH && rewind.epoch() >= plan.train().epochs()) {
      recover.wrong(
          "rewind-epoch", "must be below train.epochs (%d)".formatted(plan.train().epochs()));
    }
    if (rewind.from() == From.RATE) {
      rate(plan, recover, from);
    }
  }

  private static void rate(Plan plan, Section recover, String from) {
    if (plan.train().updater().schedule() == RateSchedule.CONSTANT) {
      recover.say(
          "from", from + " needs a train.learning-rate-schedule whose rate changes, got constant");
    }
    if (plan.recover().learningRate() > 0) {
      recover.say("learning-rate", "is the one of training with recover.from = rate");
    }
  }
}
