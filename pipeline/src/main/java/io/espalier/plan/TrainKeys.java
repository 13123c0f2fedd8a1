package io.espalier.plan;

import static io.espalier.plan.Interval.above;
import static io.espalier.plan.Interval.atLeast;
import static io.espalier.plan.Interval.between;
import static io.espalier.plan.Interval.from;
import static io.espalier.plan.Interval.upTo;
import static io.espalier.plan.Interval.within;
import static io.espalier.plan.NumberShapes.duration;
import static io.espalier.plan.NumberShapes.integer;
import static io.espalier.plan.NumberShapes.integerOr;
import static io.espalier.plan.NumberShapes.number;
import static io.espalier.plan.TextShapes.choice;

import io.espalier.plan.TrainPlan.Checkpoint;
import io.espalier.plan.TrainPlan.LocalSteps;
import io.espalier.plan.TrainPlan.Outer;
import io.espalier.plan.TrainPlan.Regularisation;
import io.espalier.plan.TrainPlan.Rounds;
import io.espalier.plan.TrainPlan.Updater;
import java.util.Optional;

/** Declares {@code train}. */
final class TrainKeys {
  private TrainKeys() {}

  static TrainPlan train(Keys<TrainPlan> train) {
    return new TrainPlan(
        new TrainPlan.Length(
            train.key("epochs", integer(atLeast(0), 1_000_000), TrainPlan::epochs),
            train
                .group("early-stopping")
                .key("patience", integer(atLeast(0)), TrainPlan::patience)),
        rounds(train.part(TrainPlan::rounds)),
        updater(train),
        regularisation(train.part(TrainPlan::regularisation)),
        checkpoint(train.group("checkpoint", TrainPlan::checkpoint)),
        ObjectiveKeys.objective(train.part(TrainPlan::objective), TeacherShape.fileOrOwn()));
  }

  private static Rounds rounds(Keys<Rounds> train) {
    return new Rounds(
        train.key("replicas", integer(atLeast(1), 10_000), Rounds::replicas),
        train.key("batch-size", integer(atLeast(1), 1_000_000), Rounds::batchSize),
        localSteps(train.part(Rounds::localSteps)),
        train.key("synchronous", number(within(0, 1)), Rounds::synchronous),
        outer(train.group("outer", Rounds::outer)));
  }

  private static LocalSteps localSteps(Keys<LocalSteps> train) {
    Optional<Integer> count =
        train.key(
            "local-steps",
            integerOr("auto", atLeast(1), 1_000_000),
            steps ->
                steps instanceof LocalSteps.Fixed fixed
                    ? Optional.of(fixed.count())
                    : Optional.empty());
    double efficiency =
        train.optional(
            "efficiency",
            number(between(0, 1)),
            steps ->
                steps instanceof LocalSteps.Auto auto
                    ? Optional.of(auto.efficiency())
                    : Optional.empty());
    return count
        .<LocalSteps>map(LocalSteps.Fixed::new)
        .orElseGet(() -> new LocalSteps.Auto(efficiency));
  }

  private static Outer outer(Keys<Outer> outer) {
    return new Outer(
        outer.key("learning-rate", number(above(0)), Outer::learningRate),
        outer.key("momentum", number(from(0, 1)), Outer::momentum));
  }

  private static Updater updater(Keys<TrainPlan> train) {
    Keys<Updater> updater = train.group("updater", TrainPlan::updater);
    Keys<Updater> schedule = train.group("learning-rate-schedule", TrainPlan::updater);
    return new Updater(
        updater.key("type", choice(Updater.Type.class), Updater::type),
        updater.key("learning-rate", number(above(0)), Updater::learningRate),
        updater.key("momentum", number(from(0, 1)), Updater::momentum),
        updater.key("weight-decay", number(atLeast(0)), Updater::weightDecay),
        schedule.key("type", choice(Updater.RateSchedule.class), Updater::schedule),
        schedule.key("factor", number(upTo(0, 1)), Updater::factor));
  }

  private static Regularisation regularisation(Keys<Regularisation> train) {
    return new Regularisation(
        train.key("clip", number(atLeast(0)), Regularisation::clip),
        train.key("l2", number(atLeast(0)), Regularisation::l2));
  }

  private static Checkpoint checkpoint(Keys<Checkpoint> checkpoint) {
    return new Checkpoint(
        checkpoint.key("every-rounds", integer(atLeast(1)), Checkpoint::everyRounds),
        checkpoint.key("every", duration(), Checkpoint::every),
        checkpoint.key("keep", integer(atLeast(1)), Checkpoint::keep));
  }
}
