package io.espalier.plan;

import io.espalier.data.SourceFormat;
import io.espalier.data.raw.ReadOptions.Columns;
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
   * @param count sequences
   * @param length steps of a control chart
   */
  public record Generator(int count, int length) {}
}
