package io.espalier.prune;

/** How sparsity grows from 0 to the final one while a network trains. */
public enum Ramp {
  /** 1 − (1 − x)³: much at first, little at the end (Zhu and Gupta 2017, arXiv 1710.01878). */
  CUBIC {
    @Override
    double at(double gone) {
      double left = 1 - gone;
      return 1 - left * left * left;
    }
  },
  /** In equal parts. */
  LINEAR {
    @Override
    double at(double gone) {
      return gone;
    }
  },
  /**
   * A quarter of the way in the first half, the rest, three times as steep, in the second; after
   * Narang et al. 2017 (arXiv 1704.05119), whose ramp is one of a threshold.
   */
  TWO_SLOPE {
    @Override
    double at(double gone) {
      return gone < 0.5 ? 0.5 * gone : 0.25 + 1.5 * (gone - 0.5);
    }
  };

  /**
   * The part of the final sparsity that is reached.
   *
   * @param gone the part of the ramp's time that has gone by, in [0, 1]
   * @return never falling, 0 at 0 and 1 at 1
   */
  abstract double at(double gone);
}
