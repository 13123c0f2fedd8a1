package io.espalier.plan;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody probably meant. */
final class Nearest {
  private Nearest() {}

  /**
   * The candidate with the smallest edit distance, the first in alphabetical order among equals;
   * empty if none is similar, that is, more than two edits away and more than a third of the word.
   */
  static Optional<String> of(String word, Collection<String> candidates) {
    return candidates.stream()
        .min(
            Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .filter(best -> isSimilar(word, best));
  }

  private static boolean isSimilar(String word, String other) {
    int distance = distance(word, other);
    return distance < word.length() && distance <= Math.max(2, word.length() / 3);
  }

  /** {@code ; did you mean '…'?} or nothing. */
  static String suggestion(String word, Collection<String> candidates) {
    return of(word, candidates).map(best -> "; did you mean '%s'?".formatted(best)).orElse("");
  }

  /** Insertions, deletions and substitutions from one word to the other (Levenshtein 1966). */
  static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
