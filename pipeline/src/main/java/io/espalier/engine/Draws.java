package io.espalier.engine;

/**
 * What the noise of one training step depends on; the noise of a value is a function of this, of
 * the place in the network, of the step of the sequence and of the value's position alone.
 *
 * @param seed of the step
 * @param iteration optimiser steps done before
 * @param epoch passes over the training split done before
 * @param purpose whether there is noise at all
 */
record Draws(long seed, int iteration, int epoch, Purpose purpose) {
  /** What a forward pass is for. */
  enum Purpose {
    PREDICTION,
    TRAINING
  }

  /** No noise. */
  static final Draws NONE = new Draws(0, 0, 0, Purpose.PREDICTION);

  static Draws of(long seed, int iteration, int epoch) {
    return new Draws(seed, iteration, epoch, Purpose.TRAINING);
  }

  boolean areNone() {
    return purpose == Purpose.PREDICTION;
  }

  /** The key of the values at one step of one place. */
  int key(int place, int step) {
    long x = seed + 0x9E3779B97F4A7C15L * (1L + place) + 0xD1B54A32D192ED03L * (1L + step);
    x = (x ^ x >>> 30) * 0xBF58476D1CE4E5B9L;
    x = (x ^ x >>> 27) * 0x94D049BB133111EBL;
    return (int) (x ^ x >>> 31);
  }
}
