package io.espalier.prune;

/** Scores as integers in the same order, negative ones too. */
final class ScoreOrder {
  private ScoreOrder() {}

  /** An int that compares with others as finite scores do; -0.0 comes before 0.0. */
  static int of(float score) {
    int bits = Float.floatToRawIntBits(score);
    return bits ^ (bits >> 31 >>> 1);
  }

  /** The high 16 bits of a score's place, 0 for the lowest scores. */
  static int high(float score) {
    return of(score) >>> 16 ^ 0x8000;
  }

  /** The score's place whose high and low 16 bits these are. */
  static int of(int high, int low) {
    return (high ^ 0x8000) << 16 | low;
  }
}
