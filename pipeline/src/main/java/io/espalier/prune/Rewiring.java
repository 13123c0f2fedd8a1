package io.espalier.prune;

import io.espalier.data.StableHash;
import io.espalier.importance.Evidence;
import io.espalier.importance.RandomCriterion;
import io.espalier.importance.Scores;
import io.espalier.model.Mask;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Role;
import io.espalier.model.Slice;
import io.espalier.prune.MaskCourse.Signals;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lets the living weights of lowest magnitude go and as many pruned ones come back, in each matrix
 * for itself, so that every matrix keeps its density. Only what was pruned before the move comes
 * back. The share that moves falls with a cosine from the fraction to 0 over the window.
 *
 * @param growth which weights come back
 * @param fraction of the living weights that moves at first, in (0, 1)
 * @param seed of what is random
 */
public record Rewiring(Growth growth, double fraction, long seed) {
  /** Nothing is rewired. */
  public static final Rewiring NONE = new Rewiring(Growth.NONE, 0, 0);

  /**
   * Where a mask is rewired.
   *
   * @param slices in which weights may go and come
   * @param parameters at the move
   * @param round of the move
   * @param gone the part of the window that has gone by
   */
  record Place(
      ParameterLayout layout, List<Slice> slices, float[] parameters, int round, double gone) {}

  /**
   * The rewired mask.
   *
   * @param before mask before the move: what it prunes may come back
   * @param mask at the move, with nothing living that was pruned before
   * @param signals asked for the gradient where that decides
   */
  Mask rewire(Place place, Mask before, Mask mask, Signals signals) {
    int[] counts = counts(place, before, mask);
    if (Arrays.stream(counts).sum() == 0) {
      return mask;
    }
    float[] magnitude = magnitudes(place.parameters());
    float[] wanted = wanted(place, signals);
    long[] words = mask.words();
    Mask dead = complement(before);
    for (int i = 0; i < counts.length; i++) {
      Slice slice = place.slices().get(i);
      Selection.prune(magnitude, mask, List.of(slice), counts[i], words);
      List<Slice> parts = growth == Growth.SELFISH ? gates(place.layout(), slice) : List.of(slice);
      int[] quotas = quotas(counts[i], parts, dead);
      for (int part = 0; part < quotas.length; part++) {
        grow(wanted, dead, parts.get(part), quotas[part], words);
      }
    }
    return Mask.ofWords(words, mask.length());
  }

  /** How many weights of each slice go, and come. */
  private int[] counts(Place place, Mask before, Mask mask) {
    double share = fraction / 2 * (1 + StrictMath.cos(Math.PI * place.gone()));
    return place.slices().stream()
        .mapToInt(
            slice -> {
              int living = mask.kept(slice.from(), slice.to());
              int dead = slice.length() - before.kept(slice.from(), slice.to());
              return growth == Growth.NONE ? 0 : Math.min((int) (share * living), dead);
            })
        .toArray();
  }

  /** For each weight, how much it should come back. */
  private float[] wanted(Place place, Signals signals) {
    return growth == Growth.RIGL
        ? magnitudes(signals.gradient())
        : new RandomCriterion(StableHash.of(seed, "grow", place.round()))
            .score(place.layout(), place.parameters(), Evidence.none(place.layout()))
            .values();
  }

  private static float[] magnitudes(float[] values) {
    float[] magnitudes = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      magnitudes[i] = Math.abs(values[i]);
    }
    return Scores.of(magnitudes).values();
  }

  private static Mask complement(Mask mask) {
    long[] words = mask.words();
    for (int i = 0; i < words.length; i++) {
      words[i] = ~words[i];
    }
    return Mask.ofWords(words, mask.length()).and(Mask.all(mask.length()));
  }

  /** The gates of a matrix that stand in a slice; the slice itself where there are none. */
  private static List<Slice> gates(ParameterLayout layout, Slice slice) {
    for (ParameterBlock block : layout.blocks()) {
      int gates = layout.layers().get(block.layer()).kind().gates().size();
      boolean gated =
          gates > 0 && (block.role() == Role.INPUT_WEIGHT || block.role() == Role.RECURRENT_WEIGHT);
      if (gated && slice.equals(new Slice(block.offset(), block.end()))) {
        int length = block.length() / gates;
        return IntStream.range(0, gates)
            .map(gate -> block.offset() + gate * length)
            .mapToObj(from -> new Slice(from, from + length))
            .toList();
      }
    }
    return List.of(slice);
  }

  /** Shares out a count in equal parts, the first ones one more; what has no room goes on. */
  private static int[] quotas(int count, List<Slice> parts, Mask dead) {
    int[] room = parts.stream().mapToInt(part -> dead.kept(part.from(), part.to())).toArray();
    int[] quotas = new int[room.length];
    for (int left = count; left > 0; ) {
      long open = 0;
      for (int part = 0; part < room.length; part++) {
        open += quotas[part] < room[part] ? 1 : 0;
      }
      int each = (int) Math.max(1, left / open);
      for (int part = 0; part < room.length && left > 0; part++) {
        int more = Math.min(Math.min(each, left), room[part] - quotas[part]);
        quotas[part] += more;
        left -= more;
      }
    }
    return quotas;
  }

  /** Sets the bits of the highest of a part's candidates. */
  private static void grow(float[] wanted, Mask dead, Slice part, int count, long[] words) {
    long[] grown = dead.words();
    int candidates = dead.kept(part.from(), part.to());
    Selection.prune(wanted, dead, List.of(part), candidates - count, grown);
    Mask chosen = Mask.ofWords(grown, dead.length());
    for (int word = part.firstWord(); word < part.endWord(); word++) {
      words[word] |= chosen.bits(word, part);
    }
  }
}
