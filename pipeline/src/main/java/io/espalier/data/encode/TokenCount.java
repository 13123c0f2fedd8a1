package io.espalier.data.encode;

import java.io.Serializable;
import java.util.Comparator;

/** How often a token occurs; ordered by descending count, then by token. */
public record TokenCount(String token, long count) implements Serializable, Comparable<TokenCount> {
  private static final Comparator<TokenCount> ORDER =
      Comparator.comparingLong(TokenCount::count).reversed().thenComparing(TokenCount::token);

  @Override
  public int compareTo(TokenCount other) {
    return ORDER.compare(this, other);
  }
}
