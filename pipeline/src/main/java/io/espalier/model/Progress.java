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
public record Progress(int epoch, int round, int iteration) implements Serializable {
  /** Nothing done yet. */
  public static final Progress START = new Progress(0, 0, 0);

  /** After one more round of so many optimiser steps. */
  public Progress afterRound(int iterations) {
    return new Progress(epoch, round + 1, iteration + iterations);
  }

  /** After the end of the epoch. */
  public Progress afterEpoch() {
    return new Progress(epoch + 1, round, iteration);
  }
}
