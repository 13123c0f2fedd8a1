package io.espalier.metric;

/** Checks and arithmetic on rows of outputs. */
public final class OutputRows {
  /**
   * Probabilities below this count as this, so that one certain error does not make a loss
   * infinite.
   */
  static final double SMALLEST = 1e-15;

  private OutputRows() {}

  /** Refuses outputs of another shape than the task's. */
  static void check(Outputs outputs, int rows, int width) {
    if (outputs.rows() != rows || outputs.width() != width) {
      throw new IllegalArgumentException(
          "expected %d rows of %d outputs, got %d of %d"
              .formatted(rows, width, outputs.rows(), outputs.width()));
    }
  }

  /** Refuses to divide by nothing. */
  static void seen(long rows) {
    if (rows == 0) {
      throw new IllegalStateException("no rows were seen, so there is nothing to average");
    }
  }

  /** Index of a row's largest output, the first one among equals. */
  public static int best(Outputs outputs, int row) {
    int start = row * outputs.width();
    int best = 0;
    for (int i = 1; i < outputs.width(); i++) {
      if (outputs.values()[start + i] > outputs.values()[start + best]) {
        best = i;
      }
    }
    return best;
  }

  /** −ln of the probability a row gives to a class, in nats. */
  public static double logLoss(Outputs outputs, int row, int truth) {
    return -Math.log(Math.max(SMALLEST, outputs.values()[row * outputs.width() + truth]));
  }
}
