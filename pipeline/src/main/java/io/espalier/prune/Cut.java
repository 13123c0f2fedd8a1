package io.espalier.prune;

import io.espalier.model.Mask;
import io.espalier.model.Slice;
import java.io.Serializable;

/**
 * Where a slice is cut: every candidate below the score goes, and the first ones that equal it, by
 * position, up to the slice's quota.
 *
 * @param order place of the score at the cut, from {@link ScoreOrder}
 * @param quota how many of those that equal it go
 */
public record Cut(int order, int quota) implements Serializable {
  /** Below every finite score. */
  static final Cut NOTHING = new Cut(Integer.MIN_VALUE, 0);

  /**
   * Clears the bits of a slice's candidates that go.
   *
   * @param kept bits of all positions, changed in place
   */
  public void prune(float[] scores, Mask candidates, Slice slice, long[] kept) {
    if (equals(NOTHING)) {
      return;
    }
    int ties = quota;
    for (int word = slice.firstWord(); word < slice.endWord(); word++) {
      long inside = candidates.bits(word, slice);
      int first = word << 6;
      int end = Math.min(scores.length, first + 64);
      long gone = inside & below(scores, first, end, order);
      if (ties > 0) {
        long equal = inside & ~gone & below(scores, first, end, order + 1L);
        for (; equal != 0 && ties > 0; equal &= equal - 1) {
          gone |= Long.lowestOneBit(equal);
          ties--;
        }
      }
      kept[word] &= ~gone;
    }
  }

  /** A bit for each of up to 64 scores: whether it is below this one, without a branch. */
  private static long below(float[] scores, int first, int end, long order) {
    long below = 0;
    for (int i = first; i < end; i++) {
      below |= (ScoreOrder.of(scores[i]) - order >>> 63) << i;
    }
    return below;
  }
}
