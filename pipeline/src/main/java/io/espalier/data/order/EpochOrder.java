package io.espalier.data.order;

import io.espalier.data.StableHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * In which batches the sequences of a chunk are visited: shuffled, then sorted by length within
 * stretches of {@value #STRETCH} batches so that a batch has little padding, cut into batches, and
 * the batches shuffled. A function of its arguments alone.
 */
public final class EpochOrder {
  private static final int STRETCH = 16;

  private EpochOrder() {}

  /**
   * Positions of the sequences of each batch. Every sequence is in exactly one batch; there are
   * {@code ceil(n / batchSize)} batches, all of them full but one.
   *
   * @param lengths steps of each sequence
   * @param seed derived from (seed, epoch, replica, chunk)
   */
  public static List<int[]> batches(int[] lengths, int batchSize, long seed) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize must be at least 1, got " + batchSize);
    }
    Random random = new Random(seed);
    List<Integer> order = new ArrayList<>(IntStream.range(0, lengths.length).boxed().toList());
    Collections.shuffle(order, random);
    int stretch = (int) Math.min(order.size(), (long) STRETCH * batchSize);
    for (int from = 0; from < order.size(); from += stretch) {
      int to = Math.min(order.size(), from + stretch);
      order.subList(from, to).sort(Comparator.comparingInt(position -> lengths[position]));
    }
    int[] positions = order.stream().mapToInt(Integer::intValue).toArray();
    List<int[]> batches = new ArrayList<>();
    for (int from = 0; from < positions.length; from += batchSize) {
      batches.add(
          Arrays.copyOfRange(positions, from, Math.min(positions.length, from + batchSize)));
    }
    Collections.shuffle(batches, random);
    return batches;
  }

  /** Seed of the order of one chunk. */
  public static long seed(long seed, int epoch, int replica, int chunk) {
    return StableHash.of(seed, "epoch-order", epoch, replica, chunk);
  }
}
