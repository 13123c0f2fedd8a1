package io.espalier.data;

/** What of a raw sequence becomes one sequence that a network reads. */
public enum Extent {
  /** All of it; splits are drawn by id. */
  WHOLE,
  /** Windows of its tokens, each independent of the others. */
  TOKENS,
  /** Windows of a long series, with their target later in the series; splits are drawn by time. */
  SERIES;

  /** Steps between starts of windows where nothing is asked for. */
  public int usualStride(int window) {
    return this == TOKENS ? window : 1;
  }
}
