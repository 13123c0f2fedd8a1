package io.espalier.mask;

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
    for (int i = slice.from(); i < slice.to(); i++) {
      int bits = Float.floatToRawIntBits(scores[i]);
      if (bits <= scoreBits && candidates.keeps(i)) {
        if (bits < scoreBits || ties-- > 0) {
          kept[i >>> 6] &= ~(1L << i);
        }
      }
    }
  }
}
