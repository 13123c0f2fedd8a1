package io.espalier.prune;

import io.espalier.model.Mask;
import io.espalier.model.Slice;
import java.io.Serializable;

/**
 * Where a slice is cut: every candidate below the score goes, and the first ones that equal it, by
 * position, up to the slice's quota.
 *
 * @param scoreBits raw bits of the score at the cut; -1 where nothing goes
 * @param quota how many of those that equal it go
 */
public record Cut(int scoreBits, int quota) implements Serializable {
  static final Cut NOTHING = new Cut(-1, 0);

  /**
   * Clears the bits of a slice's candidates that go.
   *
   * @param kept bits of all positions, changed in place
   */
  public void prune(float[] scores, Mask candidates, Slice slice, long[] kept) {
    int ties = quota;
    for (int word = slice.firstWord(); word < slice.endWord() && scoreBits >= 0; word++) {
      long inside = candidates.bits(word, slice);
      int first = word << 6;
      int end = Math.min(scores.length, first + 64);
      long gone = inside & below(scores, first, end, scoreBits);
      if (ties > 0) {
        long equal = inside & ~gone & below(scores, first, end, scoreBits + 1);
        for (; equal != 0 && ties > 0; equal &= equal - 1) {
          gone |= Long.lowestOneBit(equal);
          ties--;
        }
      }
      kept[word] &= ~gone;
    }
  }

  /** A bit for each of up to 64 scores: whether it is below this one, without a branch. */
  private static long below(float[] scores, int first, int end, int bits) {
    long below = 0;
    for (int i = first; i < end; i++) {
      below |= (long) (Float.floatToRawIntBits(scores[i]) - bits >>> 31) << i;
    }
    return below;
  }
}
