package io.espalier.model;

import java.io.Serializable;

/**
 * What training does to the inputs of a layer, and prediction does not.
 *
 * @param kind of noise
 * @param amount probability of keeping a value for DROPOUT, ALPHA_DROPOUT and SPATIAL_DROPOUT, rate
 *     for GAUSSIAN_DROPOUT, standard deviation for GAUSSIAN
 */
public record Noise(Kind kind, RateSchedule amount) implements Serializable {
  /** Inputs as they are. */
  public static final Noise NONE = new Noise(Kind.NONE, new RateSchedule.Fixed(1));

  /** Dropout (Srivastava et al. 2014) that keeps a value with this probability. */
  public static Noise dropout(double keep) {
    return keep == 1 ? NONE : new Noise(Kind.DROPOUT, new RateSchedule.Fixed(keep));
  }

  public boolean isNone() {
    return kind == Kind.NONE;
  }

  /** The kinds of noise. */
  public enum Kind {
    NONE,
    /** Drops values and divides the others by the probability of being kept. */
    DROPOUT,
    /**
     * Dropout for SELU, which keeps mean and variance (Klambauer et al. 2017, arXiv 1706.02515).
     */
    ALPHA_DROPOUT,
    /**
     * Drops the same features at all steps of a sequence (Tompson et al. 2015, arXiv 1411.4280).
     */
    SPATIAL_DROPOUT,
    /** Multiplies by numbers around 1 (Srivastava et al. 2014, section 10). */
    GAUSSIAN_DROPOUT,
    /** Adds numbers around 0. */
    GAUSSIAN
  }
}
