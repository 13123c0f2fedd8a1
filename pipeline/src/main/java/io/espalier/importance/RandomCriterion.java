package io.espalier.importance;

import io.espalier.model.ParameterLayout;

/**
 * A uniform number in [0, 1) for each position, the control every criterion must beat. A function
 * of seed and position alone: not of the weights, the level or the order of evaluation.
 */
public record RandomCriterion(long seed) implements Criterion {
  private static final long STEP = 0x9E3779B97F4A7C15L;

  /** With a seed of 0. */
  public RandomCriterion() {
    this(0);
  }

  @Override
  public String name() {
    return "random";
  }

  @Override
  public Criterion seeded(long other) {
    return new RandomCriterion(other);
  }

  @Override
  public Scores score(ParameterLayout layout, float[] parameters, Evidence evidence) {
    long first = mix(seed + STEP);
    return Scores.each(parameters.length, i -> (mix(first + (i + 1) * STEP) >>> 40) * 0x1p-24f);
  }

  /** The finaliser of SplitMix64 (Steele, Lea & Flood 2014). */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
