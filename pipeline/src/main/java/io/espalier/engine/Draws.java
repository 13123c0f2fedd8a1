package io.espalier.engine;

import io.espalier.model.RateSchedule;
import io.espalier.model.TrainingProgress;

/**
 * What the noise of one training step depends on; the noise of a value is a function of this, of
 * the place in the network, of the step of the sequence and of the value's position alone.
 *
 * @param seed of the step
 * @param progress of the training before the step
 * @param purpose whether there is noise at all
 */
public record Draws(long seed, TrainingProgress progress, Purpose purpose) {
  /** What a forward pass is for. */
  public enum Purpose {
    PREDICTION,
    TRAINING
  }

  /** No noise. */
  public static final Draws NONE = new Draws(0, TrainingProgress.START, Purpose.PREDICTION);

  public static Draws of(long seed, TrainingProgress progress) {
    return new Draws(seed, progress, Purpose.TRAINING);
  }

  public boolean areNone() {
    return purpose == Purpose.PREDICTION;
  }

  /** The key of the values at one step of one place. */
  public int key(int place, int step) {
    long x = seed + 0x9E3779B97F4A7C15L * (1L + place) + 0xD1B54A32D192ED03L * (1L + step);
    x = (x ^ x >>> 30) * 0xBF58476D1CE4E5B9L;
    x = (x ^ x >>> 27) * 0x94D049BB133111EBL;
    return (int) (x ^ x >>> 31);
  }

  /** A rate of now. */
  public double at(RateSchedule rate) {
    return rate.at(progress.iteration(), progress.epoch());
  }
}
