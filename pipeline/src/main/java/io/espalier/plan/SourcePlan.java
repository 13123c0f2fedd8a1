package io.espalier.plan;

import io.espalier.data.SourceFormat;
import java.util.List;

/**
 * Where raw data comes from.
 *
 * @param format how it is written
 * @param train files or globs, empty for generated data
 * @param validation files or globs
 * @param test files or globs
 * @param columns which columns mean what
 * @param generator how much to generate
 */
public record SourcePlan(
    SourceFormat format,
    List<String> train,
    List<String> validation,
    List<String> test,
    Columns columns,
    Generator generator) {
  public SourcePlan {
    train = List.copyOf(train);
    validation = List.copyOf(validation);
    test = List.copyOf(test);
  }

  /**
   * Names of columns; empty where not given. {@code input} holds the feature columns, the one
   * column of tokens, or the column of text.
   */
  public record Columns(
      String delimiter,
      String id,
      String order,
      List<String> input,
      String label,
      List<String> target) {
    public Columns {
      input = List.copyOf(input);
      target = List.copyOf(target);
    }
  }

  /**
   * @param count sequences
   * @param length steps of a control chart
   */
  public record Generator(int count, int length) {}
}
