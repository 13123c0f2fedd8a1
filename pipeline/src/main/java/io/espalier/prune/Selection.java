package io.espalier.prune;

import io.espalier.model.Mask;
import io.espalier.model.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Finds exactly the k lowest scores among candidates that lie in slices, ties broken by position,
 * without a sort and without bringing the scores together: one histogram of the high 16 bits, one
 * of the low 16 bits inside the chosen bin, then a quota of ties for each slice. Slices may lie on
 * different machines; only histograms and cuts travel.
 */
public final class Selection {
  private Selection() {}

  /**
   * The cut of each slice, in slice order.
   *
   * @param high counts of the high bits, one histogram for each slice in order of position
   * @param low counts of the low bits under these high bits, likewise; asked for at most once
   * @param k how many candidates go, at most all of them
   */
  public static List<Cut> cuts(
      List<ScoreHistogram> high, IntFunction<List<ScoreHistogram>> low, int k) {
    if (k == 0) {
      return high.stream().map(slice -> Cut.NOTHING).toList();
    }
    ScoreHistogram all = merged(high);
    int highBits = all.binOf(k - 1);
    int rank = k - all.below(highBits);
    List<ScoreHistogram> inside = low.apply(highBits);
    ScoreHistogram allInside = merged(inside);
    int lowBits = allInside.binOf(rank - 1);
    int ties = rank - allInside.below(lowBits);
    List<Cut> cuts = new ArrayList<>();
    for (ScoreHistogram slice : inside) {
      int quota = Math.min(ties, slice.count(lowBits));
      ties -= quota;
      cuts.add(new Cut(ScoreOrder.of(highBits, lowBits), quota));
    }
    return cuts;
  }

  /**
   * Clears the bits of the k lowest candidates of some slices.
   *
   * @param slices ascending and apart from each other
   * @param kept bits of all positions, changed in place
   */
  static void prune(float[] scores, Mask candidates, List<Slice> slices, int k, long[] kept) {
    List<ScoreHistogram> high =
        slices.stream().map(s -> ScoreHistogram.ofHighBits(scores, candidates, s)).toList();
    List<Cut> cuts =
        cuts(
            high,
            bits ->
                slices.stream()
                    .map(s -> ScoreHistogram.ofLowBits(scores, candidates, s, bits))
                    .toList(),
            k);
    for (int i = 0; i < cuts.size(); i++) {
      cuts.get(i).prune(scores, candidates, slices.get(i), kept);
    }
  }

  private static ScoreHistogram merged(List<ScoreHistogram> slices) {
    return slices.stream().reduce(ScoreHistogram.empty(), ScoreHistogram::merge);
  }
}
