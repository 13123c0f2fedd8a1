package io.espalier.data.raw;

import io.espalier.data.SourceFormat.Content;
import io.espalier.data.Task;
import io.espalier.data.join.Grouping;
import java.io.Serializable;
import java.util.List;

/**
 * How a raw format is to be read.
 *
 * @param task what the data is for
 * @param columns which columns mean what
 * @param gaps what a missing number is
 * @param unit what a token of text is
 * @param maximumCharacters read of each plain-text file; 0 for all
 */
public record ReadOptions(
    Task task, Columns columns, Gaps gaps, TokenUnit unit, long maximumCharacters)
    implements Serializable {

  /** The same, once it is known what a single column of features holds. */
  public ReadOptions holding(Content content) {
    Columns held =
        new Columns(
            columns.dialect.holding(content),
            columns.grouping,
            columns.input,
            columns.label,
            columns.target);
    return new ReadOptions(task, held, gaps, unit, maximumCharacters);
  }

  /**
   * Names of columns; empty where not given.
   *
   * @param dialect how the text that has them is written
   * @param grouping of rows into sequences
   * @param input the feature columns, the one column of tokens, or the column of text
   */
  public record Columns(
      Dialect dialect, Grouping grouping, List<String> input, String label, List<String> target)
      implements Serializable {
    public Columns {
      input = List.copyOf(input);
      target = List.copyOf(target);
    }

    /**
     * Columns of usual text but for its delimiter, where ids and orders are what they look like.
     */
    public Columns(
        String delimiter,
        String id,
        String order,
        List<String> input,
        String label,
        List<String> target) {
      this(Dialect.USUAL.delimitedBy(delimiter), Grouping.by(id, order), input, label, target);
    }

    public String id() {
      return grouping.id();
    }

    public String order() {
      return grouping.column();
    }
  }

  /** What a missing number is. */
  public enum Gaps {
    /** A bad row. */
    FAIL,
    /** NaN, to be filled with the value before it. */
    FORWARD_FILL
  }
}
