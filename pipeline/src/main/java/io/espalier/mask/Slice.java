package io.espalier.mask;

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
}
