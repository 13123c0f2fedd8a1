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
}
