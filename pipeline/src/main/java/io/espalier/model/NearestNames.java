package io.espalier.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds what somebody may have meant by an unknown name. */
public final class NearestNames {
  private static final int MOST = 3;

  private NearestNames() {}

  /**
   * The legal names nearest to an unknown one, nearest first, at most three; empty when none is
   * within half of its length by edit distance (Levenshtein).
   */
  public static List<String> of(String unknown, Collection<String> legal) {
    int reach = Math.max(2, unknown.length() / 2);
    return legal.stream()
        .filter(name -> distance(unknown, name) <= reach)
        .sorted(
            Comparator.<String>comparingInt(name -> distance(unknown, name))
                .thenComparing(Comparator.naturalOrder()))
        .limit(MOST)
        .toList();
  }

  /** {@code "; did you mean a or b?"}, or nothing where no legal name is near. */
  public static String question(String unknown, Collection<String> legal) {
    List<String> nearest = of(unknown, legal);
    return nearest.isEmpty() ? "" : "; did you mean " + String.join(" or ", nearest) + "?";
  }

  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int swap = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(swap, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
