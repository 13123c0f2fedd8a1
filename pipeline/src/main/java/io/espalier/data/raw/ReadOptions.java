package io.espalier.data.raw;

import io.espalier.data.Task;
import java.io.Serializable;
import java.util.List;

/**
 * How a raw format is to be read.
 *
 * @param task what the data is for
 * @param delimiter one character, or {@code auto}
 * @param columns which columns mean what
 * @param gaps what a missing number is
 * @param unit what a token of text is
 * @param maximumCharacters read of each plain-text file; 0 for all
 */
public record ReadOptions(
    Task task, String delimiter, Columns columns, Gaps gaps, TokenUnit unit, long maximumCharacters)
    implements Serializable {

  /** Names of columns; empty where not given. */
  public record Columns(
      String id, String order, List<String> input, String label, List<String> target)
      implements Serializable {
    public Columns {
      input = List.copyOf(input);
      target = List.copyOf(target);
    }
  }

  /** What a missing number is. */
  public enum Gaps {
    /** A bad row. */
    REFUSED,
    /** NaN, to be filled later. */
    KEPT
  }
}
