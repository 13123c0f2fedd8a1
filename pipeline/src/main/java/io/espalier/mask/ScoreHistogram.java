package io.espalier.mask;

import java.io.Serializable;

/**
 * How many candidates of a slice have which half of their score's bits: 65,536 counts. Scores are
 * finite and not negative, so that {@link Float#floatToRawIntBits} keeps their order.
 */
public final class ScoreHistogram implements Serializable {
  private static final int BINS = 1 << 16;

  private final int[] counts;

  private ScoreHistogram(int[] counts) {
    this.counts = counts;
  }

  /** Counts no score; the identity of {@link #merge}. */
  public static ScoreHistogram empty() {
    return new ScoreHistogram(new int[BINS]);
  }

  /** Counts the high 16 bits of the scores of a slice's candidates. */
  public static ScoreHistogram ofHighBits(float[] scores, Mask candidates, Slice slice) {
    int[] counts = new int[BINS];
    for (int i = slice.from(); i < slice.to(); i++) {
      if (candidates.keeps(i)) {
        counts[Float.floatToRawIntBits(scores[i]) >>> 16]++;
      }
    }
    return new ScoreHistogram(counts);
  }

  /** Counts the low 16 bits of those scores of a slice's candidates that have these high ones. */
  public static ScoreHistogram ofLowBits(
      float[] scores, Mask candidates, Slice slice, int highBits) {
    int[] counts = new int[BINS];
    for (int i = slice.from(); i < slice.to(); i++) {
      int bits = Float.floatToRawIntBits(scores[i]);
      if (bits >>> 16 == highBits && candidates.keeps(i)) {
        counts[bits & 0xFFFF]++;
      }
    }
    return new ScoreHistogram(counts);
  }

  /** The counts of both; neither operand changes. */
  public ScoreHistogram merge(ScoreHistogram other) {
    int[] merged = counts.clone();
    for (int bin = 0; bin < BINS; bin++) {
      merged[bin] += other.counts[bin];
    }
    return new ScoreHistogram(merged);
  }

  /** Candidates in a bin. */
  public int count(int bin) {
    return counts[bin];
  }

  /** Candidates in all bins before this one. */
  public int below(int bin) {
    int below = 0;
    for (int i = 0; i < bin; i++) {
      below += counts[i];
    }
    return below;
  }

  /** The bin that holds the candidate of this rank, the lowest candidate having rank 0. */
  public int binOf(int rank) {
    int bin = 0;
    for (int left = rank; bin < BINS; bin++) {
      left -= counts[bin];
      if (left < 0) {
        return bin;
      }
    }
    throw new IllegalArgumentException("no candidate has rank " + rank);
  }
}
