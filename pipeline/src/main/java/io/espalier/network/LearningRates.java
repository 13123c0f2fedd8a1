package io.espalier.network;

import io.espalier.plan.TrainPlan.Updater;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/**
 * Learning-rate schedules as Deeplearning4j's own classes, so that an exported network loads
 * without Espalier. Deeplearning4j has no cosine: it is written as a table of at most {@value
 * #PIECES} constant pieces of equal length, each with the cosine's value at its start.
 */
final class LearningRates {
  private static final int PIECES = 100;

  private LearningRates() {}

  /** The schedule over the optimiser steps; empty where the rate is constant. */
  static Optional<ISchedule> of(Updater updater, int totalIterations) {
    int total = Math.max(1, totalIterations);
    double rate = updater.learningRate();
    double factor = updater.factor();
    return switch (updater.schedule()) {
      case CONSTANT -> Optional.empty();
      case STEP -> Optional.of(new StepSchedule(ScheduleType.ITERATION, rate, factor, total / 3.0));
      case EXPONENTIAL ->
          Optional.of(
              new ExponentialSchedule(ScheduleType.ITERATION, rate, Math.pow(factor, 1.0 / total)));
      case COSINE -> Optional.of(cosine(rate, factor, total));
    };
  }

  private static ISchedule cosine(double rate, double factor, int total) {
    Map<Integer, Double> values = new TreeMap<>();
    int pieces = Math.min(PIECES, total);
    for (int piece = 0; piece < pieces; piece++) {
      int start = (int) ((long) piece * total / pieces);
      double cosine = (1 + Math.cos(Math.PI * start / total)) / 2;
      values.put(start, rate * (factor + (1 - factor) * cosine));
    }
    values.put(total, rate * factor);
    return new MapSchedule(ScheduleType.ITERATION, values);
  }
}
