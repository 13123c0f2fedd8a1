package io.espalier.run;

import io.espalier.importance.Probe;
import io.espalier.model.Clipping;
import io.espalier.model.Network;
import io.espalier.model.Optimiser;
import io.espalier.model.Optimiser.Penalty;
import io.espalier.model.RateSchedule;
import io.espalier.model.RateSchedule.Clock;
import io.espalier.model.Training;
import io.espalier.model.Training.Tracking;
import io.espalier.model.UpdateRule;
import io.espalier.plan.Plan;
import io.espalier.plan.TrainPlan.Regularisation;
import io.espalier.plan.TrainPlan.Updater;
import java.util.ArrayList;
import java.util.List;

/**
 * How a plan trains a network: all layers alike. AdamW is Adam whose decay, times the learning
 * rate, is decoupled from the gradient (Loshchilov and Hutter 2019, arXiv 1711.05101). Biases are
 * never decayed.
 */
public final class TrainingRules {
  private TrainingRules() {}

  /**
   * @param totalIterations optimiser steps over which the learning rate changes, at least 1
   */
  public static Training of(
      Network network, Updater updater, Regularisation regularisation, int totalIterations) {
    return of(network, updater, regularisation, rate(updater, Math.max(1, totalIterations)));
  }

  /**
   * The same at the rates of the last steps of a longer training.
   *
   * @param before optimiser steps of the other training that come before
   */
  static Training ofLast(
      Network network,
      Updater updater,
      Regularisation regularisation,
      int totalIterations,
      int before) {
    RateSchedule rate = rate(updater, Math.max(1, totalIterations));
    return of(network, updater, regularisation, new RateSchedule.Later(rate, before));
  }

  private static Training of(
      Network network, Updater updater, Regularisation regularisation, RateSchedule rate) {
    UpdateRule rule = rule(updater);
    return Training.alike(
        network,
        new Training.Rules(
            new Optimiser(rule, rate, penalties(updater, regularisation)),
            new Optimiser(rule, rate, List.of()),
            regularisation.clip() > 0
                ? new Clipping(Clipping.Kind.CLIP_LAYER_NORM, regularisation.clip())
                : Clipping.NONE));
  }

  /** The rule of a plan's updater, with the usual numbers where the plan has none. */
  static UpdateRule rule(Updater updater) {
    return switch (updater.type()) {
      case SGD -> UpdateRule.of(UpdateRule.Kind.SGD);
      case MOMENTUM -> UpdateRule.nesterov(new RateSchedule.Fixed(updater.momentum()));
      case RMSPROP -> UpdateRule.of(UpdateRule.Kind.RMSPROP, 0.95, 1e-8);
      case ADAM, ADAMW -> UpdateRule.of(UpdateRule.Kind.ADAM, 0.9, 0.999, 1e-8);
    };
  }

  /** What a plan's training tracks for its criterion. */
  static Tracking tracking(Plan plan) {
    return plan.prune().needs(Probe.MOVEMENT) ? Tracking.MOVEMENT : Tracking.NOTHING;
  }

  /** Numbers that a plan's training keeps of each parameter beside itself. */
  static int states(Plan plan) {
    return rule(plan.train().updater()).kind().states()
        + (tracking(plan) == Tracking.NOTHING ? 0 : 1);
  }

  private static RateSchedule rate(Updater updater, int total) {
    double rate = updater.learningRate();
    double factor = updater.factor();
    return switch (updater.schedule()) {
      case CONSTANT -> new RateSchedule.Fixed(rate);
      case STEP -> new RateSchedule.Step(Clock.ITERATION, rate, factor, total / 3.0);
      case EXPONENTIAL ->
          new RateSchedule.Exponential(Clock.ITERATION, rate, Math.pow(factor, 1.0 / total));
      case COSINE -> new RateSchedule.Cosine(rate, rate * factor, total);
    };
  }

  private static List<Penalty> penalties(Updater updater, Regularisation regularisation) {
    List<Penalty> penalties = new ArrayList<>();
    if (regularisation.l2() > 0) {
      penalties.add(penalty(Penalty.Kind.L2, regularisation.l2()));
    }
    if (updater.type() == Updater.Type.ADAMW && updater.weightDecay() > 0) {
      penalties.add(penalty(Penalty.Kind.DECAY_TIMES_RATE, updater.weightDecay()));
    }
    return penalties;
  }

  private static Penalty penalty(Penalty.Kind kind, double amount) {
    return new Penalty(kind, new RateSchedule.Fixed(amount));
  }
}
