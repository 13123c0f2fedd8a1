package io.espalier.model;

import java.io.Serializable;

/**
 * How far training has come.
 *
 * @param epoch finished passes over the training split
 * @param round rounds done in all
 * @param iteration optimiser steps done, which drive Adam's bias correction and learning-rate
 *     schedules
 */
public record TrainingProgress(int epoch, int round, int iteration) implements Serializable {
  /** Nothing done yet. */
  public static final TrainingProgress START = new TrainingProgress(0, 0, 0);

  /** After one more round of so many optimiser steps. */
  public TrainingProgress afterRound(int iterations) {
    return new TrainingProgress(epoch, round + 1, iteration + iterations);
  }

  /** After the end of the epoch. */
  public TrainingProgress afterEpoch() {
    return new TrainingProgress(epoch + 1, round, iteration);
  }
}
