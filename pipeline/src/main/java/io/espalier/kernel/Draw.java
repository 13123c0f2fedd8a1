package io.espalier.kernel;

/** Random numbers that are a function of a key and a position. */
public final class Draw {
  private static final float UNIT = 0x1p-24f;

  private Draw() {}

  /** A number in [0, 1), all alike probable. */
  public static float even(int key, int position) {
    int x = key + 0x9E3779B9 * position;
    x = (x ^ x >>> 16) * 0x7FEB352D;
    x = (x ^ x >>> 15) * 0x846CA68B;
    x ^= x >>> 16;
    return (x >>> 8) * UNIT;
  }

  /** A number of the normal distribution of mean 0 and deviation 1 (Box and Muller 1958). */
  public static float gaussian(int key, int position) {
    double radius = Math.sqrt(-2 * Math.log(1 - even(key, position)));
    return (float) (radius * Math.cos(2 * Math.PI * even(~key * 0x2C1B3C6D, position)));
  }
}
