package io.espalier.prune;

import io.espalier.model.Mask;
import io.espalier.model.Slice;
import java.io.Serializable;

/**
 * How many candidates of a slice have which half of the bits of {@link ScoreOrder}: 65,536 counts.
 * Scores are finite.
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
    int[][] counts = new int[4][BINS];
    for (int word = slice.firstWord(); word < slice.endWord(); word++) {
      long bits = candidates.bits(word, slice);
      if (bits == -1L) {
        countHigh(scores, word << 6, counts[0], counts[1], counts[2], counts[3]);
      } else {
        for (; bits != 0; bits &= bits - 1) {
          counts[0][ScoreOrder.high(scores[(word << 6) + Long.numberOfTrailingZeros(bits)])]++;
        }
      }
    }
    return new ScoreHistogram(counts[0])
        .merge(new ScoreHistogram(counts[1]))
        .merge(new ScoreHistogram(counts[2]))
        .merge(new ScoreHistogram(counts[3]));
  }

  /** Counts 64 scores, in turns: neighbours that are alike need not wait for each other's count. */
  private static void countHigh(float[] scores, int first, int[] a, int[] b, int[] c, int[] d) {
    for (int i = first; i < first + 64; i += 4) {
      a[ScoreOrder.high(scores[i])]++;
      b[ScoreOrder.high(scores[i + 1])]++;
      c[ScoreOrder.high(scores[i + 2])]++;
      d[ScoreOrder.high(scores[i + 3])]++;
    }
  }

  /** Counts the low 16 bits of those scores of a slice's candidates that have these high ones. */
  public static ScoreHistogram ofLowBits(
      float[] scores, Mask candidates, Slice slice, int highBits) {
    int[] counts = new int[BINS];
    for (int i = slice.from(); i < slice.to(); i++) {
      if (ScoreOrder.high(scores[i]) == highBits && candidates.keeps(i)) {
        counts[ScoreOrder.of(scores[i]) & 0xFFFF]++;
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
