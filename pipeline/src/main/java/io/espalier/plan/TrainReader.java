package io.espalier.plan;

import io.espalier.plan.TrainPlan.Checkpoint;
import io.espalier.plan.TrainPlan.LocalSteps;
import io.espalier.plan.TrainPlan.Outer;
import io.espalier.plan.TrainPlan.Regularisation;
import io.espalier.plan.TrainPlan.Rounds;
import io.espalier.plan.TrainPlan.Updater;
import java.util.OptionalInt;

/** Reads {@code train}. */
final class TrainReader {
  private TrainReader() {}

  static TrainPlan train(Section train) {
    return new TrainPlan(
        train.integer("epochs", Interval.atLeast(0)),
        train.group("early-stopping").integer("patience", Interval.atLeast(0)),
        new Rounds(
            train.integer("replicas", Interval.atLeast(1)),
            train.integer("batch-size", Interval.atLeast(1)),
            localSteps(train),
            train.number("synchronous", Interval.within(0, 1)),
            outer(train.group("outer"))),
        updater(train.group("updater"), train.group("learning-rate-schedule")),
        new Regularisation(
            train.number("clip", Interval.atLeast(0)), train.number("l2", Interval.atLeast(0))),
        checkpoint(train.group("checkpoint")));
  }

  private static LocalSteps localSteps(Section train) {
    OptionalInt count = train.integerOr("auto", "local-steps", Interval.atLeast(1));
    double efficiency = train.number("efficiency", Interval.between(0, 1));
    return count.isPresent()
        ? new LocalSteps.Fixed(count.getAsInt())
        : new LocalSteps.Auto(efficiency);
  }

  private static Outer outer(Section outer) {
    return new Outer(
        outer.number("learning-rate", Interval.above(0)),
        outer.number("momentum", Interval.from(0, 1)));
  }

  private static Checkpoint checkpoint(Section checkpoint) {
    return new Checkpoint(
        checkpoint.integer("every-rounds", Interval.atLeast(1)),
        checkpoint.duration("every"),
        checkpoint.integer("keep", Interval.atLeast(1)));
  }

  private static Updater updater(Section updater, Section schedule) {
    return new Updater(
        updater.choice("type", Updater.Type.class),
        updater.number("learning-rate", Interval.above(0)),
        updater.number("momentum", Interval.from(0, 1)),
        updater.number("weight-decay", Interval.atLeast(0)),
        schedule.choice("type", Updater.RateSchedule.class),
        schedule.number("factor", Interval.upTo(0, 1)));
  }
}
