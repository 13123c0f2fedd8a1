package io.espalier.prune;

import io.espalier.model.Mask;
import io.espalier.model.Slice;
import io.espalier.prune.Budget.Share;
import java.util.List;

/**
 * How much of each range stays, whatever the scores: a part of what an equal sparsity would leave
 * it, so that no matrix and no layer is pruned away while another stays whole.
 *
 * @param share of an equal density, in [0, 1]; 0 for none
 */
public record Floor(double share) {
  /**
   * A range that has no more than it must keep.
   *
   * @param name of the matrix or layer
   * @param kept its groups that live
   * @param dense groups of the dense network
   */
  public record Reached(String name, int kept, int dense) {}

  /** Ranges of which at least one group stays, where there is a floor. */
  List<GroupRange> sparingOne(List<GroupRange> ranges) {
    return share == 0 ? ranges : ranges.stream().map(range -> range.sparing(1)).toList();
  }

  /**
   * The share's ranges with what each must keep: share · density · n rounded down, and one at
   * least, at most what lives. A range alone has its count already.
   */
  Share under(Share all) {
    if (share == 0 || all.ranges().size() == 1) {
      return all;
    }
    long dense = all.ranges().stream().mapToLong(GroupRange::dense).sum();
    double density = (double) (dense - all.prune()) / dense;
    return new Share(
        all.ranges().stream()
            .map(
                range ->
                    range.sparing(
                        Math.min(range.living(), (int) (share * density * range.dense()))))
            .toList(),
        all.prune());
  }

  /** The ranges that have no more than they must keep. */
  static List<Reached> reached(Share share) {
    return share.ranges().stream()
        .filter(
            range -> range.spared() > 0 && range.living() <= range.spared() && range.dense() > 1)
        .map(range -> new Reached(range.name(), range.living(), range.dense()))
        .toList();
  }

  /**
   * Clears the bits of the k lowest living groups that are not among the best that their range must
   * keep.
   *
   * @param kept bits of all groups, changed in place
   */
  static void prune(float[] scores, Mask alive, Share share, int k, long[] kept) {
    long[] free = kept.clone();
    Selection.prune(scores, alive, share.slices(), k, free);
    Mask left = Mask.ofWords(free, alive.length());
    boolean holds =
        share.ranges().stream()
            .allMatch(r -> left.kept(r.slice().from(), r.slice().to()) >= spared(r, alive));
    if (holds) {
      System.arraycopy(free, 0, kept, 0, kept.length);
    } else {
      Selection.prune(scores, candidates(scores, alive, share), share.slices(), k, kept);
    }
  }

  private static int spared(GroupRange range, Mask alive) {
    return Math.min(range.spared(), alive.kept(range.slice().from(), range.slice().to()));
  }

  /** The living groups but the best of each range that it must keep, the last among equals. */
  private static Mask candidates(float[] scores, Mask alive, Share share) {
    long[] candidates = alive.words();
    for (GroupRange range : share.ranges()) {
      Slice slice = range.slice();
      long[] best = alive.words();
      int lower = alive.kept(slice.from(), slice.to()) - spared(range, alive);
      Selection.prune(scores, alive, List.of(slice), lower, best);
      Mask spared = Mask.ofWords(best, alive.length());
      for (int word = slice.firstWord(); word < slice.endWord(); word++) {
        candidates[word] &= ~spared.bits(word, slice);
      }
    }
    return Mask.ofWords(candidates, alive.length());
  }
}
