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
}
