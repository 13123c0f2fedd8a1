package io.espalier.plan;

import io.espalier.importance.Probe;
import io.espalier.model.Names;
import io.espalier.plan.PrunePlan.GranularityType;
import io.espalier.plan.PrunePlan.Moving;
import io.espalier.plan.PrunePlan.Scope;
import io.espalier.plan.PrunePlan.When;
import io.espalier.prune.Growth;
import java.util.List;

/** What the keys about when a mask moves have to do with one another. */
final class MovingChecks {
  private final Plan plan;
  private final Moving moving;
  private final Section prune;

  private MovingChecks(Plan plan, Section prune) {
    this.plan = plan;
    this.moving = plan.prune().moving();
    this.prune = prune;
  }

  static void check(Plan plan, Section prune) {
    if (prune
        .problems()
        .isSound("prune.when", "prune.grow", "prune.during", "train.epochs", "recover.epochs")) {
      MovingChecks checks = new MovingChecks(plan, prune);
      if (plan.prune().moving().when() == When.LEVELS) {
        checks.levels();
      } else {
        checks.once();
      }
      checks.unused();
    }
  }

  private void levels() {
    if (moving.growth() != Growth.NONE) {
      prune.wrong("grow", "must be none with prune.when = levels, whose masks stay as they are");
    }
  }

  private void once() {
    Section schedule = prune.group("schedule");
    if (!plan.prune().schedule().type().equals("one-shot")) {
      schedule.wrong(
          "type",
          "must be one-shot with prune.when = %s%s"
              .formatted(
                  Names.of(moving.when()),
                  moving.when() == When.TRAINING ? ", where prune.during.ramp says how" : ""));
    }
    if (!plan.prune().passes().each().isEmpty()) {
      prune.wrong("passes", "must be empty with prune.when = " + Names.of(moving.when()));
    }
    if (plan.prune().budget().scope() == Scope.SENSITIVITY) {
      prune.wrong(
          "scope",
          "must be another one with prune.when = %s: sensitivity is measured of the trained dense network, between trainings"
              .formatted(Names.of(moving.when())));
    }
    if (moving.when() == When.START && plan.prune().needs(Probe.MOVEMENT)) {
      prune.wrong(
          "criterion", "is summed in training, of which there is none with prune.when = start");
    }
    boolean moves = moving.when() == When.TRAINING || moving.growth() != Growth.NONE;
    if (moves && plan.prune().groups().granularity() != GranularityType.WEIGHT) {
      prune.wrong("granularity", "must be weight where the mask moves while the network trains");
    }
    if (moving.growth() == Growth.SELFISH && !plan.prune().groups().gates().isEmpty()) {
      prune.wrong(
          "grow", "must be set or rigl with prune.gates, under which gates keep their share");
    }
    if (moves) {
      window();
    }
  }

  /** The mask moves inside the training, and has come to its end before that has. */
  private void window() {
    boolean recovery = moving.when() == When.TRAINING;
    String key = recovery ? "recover.epochs" : "train.epochs";
    int epochs = recovery ? plan.recover().epochs() : plan.train().epochs();
    Section during = prune.group("during");
    if (moving.during().startEpoch() >= epochs) {
      during.wrong("start-epoch", "must be less than %s (%d)".formatted(key, epochs));
    } else if (moving.during().endEpoch() > epochs) {
      during.wrong("end-epoch", "must be at most %s (%d)".formatted(key, epochs));
    } else if (moving.during().end(epochs) <= moving.during().startEpoch()) {
      during.wrong("end-epoch", "must be more than prune.during.start-epoch, or 0");
    }
  }

  /** What is given and would change nothing is refused rather than ignored. */
  private void unused() {
    Section during = prune.group("during");
    boolean moves = moving.when() == When.TRAINING || moving.growth() != Growth.NONE;
    for (String key : List.of("ramp", "every", "start-epoch", "end-epoch")) {
      if (during.isChanged(key)
          && (!moves || (key.equals("ramp") && moving.when() == When.START))) {
        during.say(
            key,
            key.equals("ramp")
                ? "is for prune.when = training only"
                : "is for prune.when = training, or start with prune.grow, only");
      }
    }
    if (prune.isChanged("grow-fraction") && moving.growth() == Growth.NONE) {
      prune.say("grow-fraction", "is for prune.grow = set, rigl or selfish only");
    }
  }
}
