package io.espalier.model;

import java.io.Serializable;

/** The positions {@code [from, to)}. */
public record Slice(int from, int to) implements Serializable {
  public Slice {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("no slice from %d to %d".formatted(from, to));
    }
  }

  /** Number of positions. */
  public int length() {
    return to - from;
  }

  /** The word of a {@link Mask} that holds the first position. */
  public int firstWord() {
    return from >>> 6;
  }

  /** The word after the one that holds the last position; the first where there is none. */
  public int endWord() {
    return from == to ? firstWord() : (to - 1 >>> 6) + 1;
  }
}
