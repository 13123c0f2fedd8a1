package io.espalier.importance;

import java.util.Arrays;
import java.util.stream.IntStream;

/** How alike two rankings are (Spearman 1904): 1 for the same order, 0 for no connection. */
public final class RankCorrelation {
  private RankCorrelation() {}

  /**
   * Pearson's correlation of the ranks; equal numbers share their mean rank.
   *
   * @param a numbers, of which not all are equal
   * @param b as many
   * @return in [-1, 1]; NaN where all numbers of one ranking are equal
   */
  public static double of(float[] a, float[] b) {
    double[] x = ranks(a);
    double[] y = ranks(b);
    double mean = (a.length - 1) / 2.0;
    double both = 0;
    double ofX = 0;
    double ofY = 0;
    for (int i = 0; i < x.length; i++) {
      both += (x[i] - mean) * (y[i] - mean);
      ofX += (x[i] - mean) * (x[i] - mean);
      ofY += (y[i] - mean) * (y[i] - mean);
    }
    return both / Math.sqrt(ofX * ofY);
  }

  private static double[] ranks(float[] numbers) {
    int[] order =
        IntStream.range(0, numbers.length)
            .boxed()
            .sorted((i, j) -> Float.compare(numbers[i], numbers[j]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[numbers.length];
    for (int start = 0; start < order.length; ) {
      int end = start + 1;
      while (end < order.length && numbers[order[end]] == numbers[order[start]]) {
        end++;
      }
      double shared = (start + end - 1) / 2.0;
      Arrays.stream(order, start, end).forEach(i -> ranks[i] = shared);
      start = end;
    }
    return ranks;
  }
}
