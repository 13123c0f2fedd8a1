package io.espalier.engine;

/**
 * Which values dropout keeps: a function of seed, place, step and position alone. Kept values are
 * divided by the probability of being kept (Srivastava et al. 2014), so that sums stay what they
 * are.
 */
final class Noise {
  /** Everything is kept. */
  static final Noise NONE = new Noise(0, 0);

  private static final float UNIT = 0x1p-24f;

  private final long seed;
  private final int strength;

  private Noise(long seed, int strength) {
    this.seed = seed;
    this.strength = strength;
  }

  static Noise of(long seed) {
    return new Noise(seed, 1);
  }

  boolean isNone() {
    return strength == 0;
  }

  /** The key of the values at one step of one place. */
  int key(int place, int step) {
    long x = seed + 0x9E3779B97F4A7C15L * (1L + place) + 0xD1B54A32D192ED03L * (1L + step);
    x = (x ^ x >>> 30) * 0xBF58476D1CE4E5B9L;
    x = (x ^ x >>> 27) * 0x94D049BB133111EBL;
    return (int) (x ^ x >>> 31);
  }

  /** 0 to drop the value at a position, else one over the probability of keeping it. */
  static float factor(int key, int position, float retain) {
    int x = key + 0x9E3779B9 * position;
    x = (x ^ x >>> 16) * 0x7FEB352D;
    x = (x ^ x >>> 15) * 0x846CA68B;
    x ^= x >>> 16;
    return (x >>> 8) * UNIT < retain ? 1f / retain : 0f;
  }
}
