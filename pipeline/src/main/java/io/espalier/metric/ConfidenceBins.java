package io.espalier.metric;

import java.io.Serializable;

/**
 * How far the probability of what a network says is from how often that is right: a mutable
 * accumulator of sums. The expected calibration error is the sum over 15 bins of equal width of the
 * share of rows in it, times the difference between the mean probability and the share that is
 * right (Guo et al. 2017, arXiv 1706.04599).
 */
final class ConfidenceBins implements Serializable {
  private static final int BINS = 15;

  private final long[] rows = new long[BINS];
  private final long[] hits = new long[BINS];
  private final double[] confidence = new double[BINS];

  /** Adds what a row says, in place. */
  void add(Outputs outputs, int row, int truth) {
    int best = OutputRows.best(outputs, row);
    double probability = outputs.values()[row * outputs.width() + best];
    int bin = Math.max(0, Math.min(BINS - 1, (int) Math.ceil(probability * BINS) - 1));
    rows[bin]++;
    hits[bin] += best == truth ? 1 : 0;
    confidence[bin] += probability;
  }

  /** The sums of both; neither operand changes. */
  ConfidenceBins merge(ConfidenceBins other) {
    ConfidenceBins merged = new ConfidenceBins();
    for (int bin = 0; bin < BINS; bin++) {
      merged.rows[bin] = rows[bin] + other.rows[bin];
      merged.hits[bin] = hits[bin] + other.hits[bin];
      merged.confidence[bin] = confidence[bin] + other.confidence[bin];
    }
    return merged;
  }

  /** The expected calibration error, in [0, 1]; needs at least one row. */
  double error() {
    double sum = 0;
    long all = 0;
    for (int bin = 0; bin < BINS; bin++) {
      sum += Math.abs(confidence[bin] - hits[bin]);
      all += rows[bin];
    }
    return sum / all;
  }
}
