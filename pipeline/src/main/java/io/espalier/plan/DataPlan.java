package io.espalier.plan;

import io.espalier.data.Anchor;
import io.espalier.data.Task;
import io.espalier.data.encode.Encoding;
import io.espalier.data.raw.ReadOptions.Gaps;
import io.espalier.data.raw.TokenUnit;

/**
 * How raw files become a dataset; the part of the plan that decides a dataset's content.
 *
 * @param task what the data is for
 * @param source where it comes from
 * @param tokens how text becomes tokens
 * @param windows how long series are cut
 * @param cleaning what is done to numbers and to rows that cannot be read
 * @param splits how sequences are divided into splits and shards
 */
public record DataPlan(
    Task task,
    SourcePlan source,
    TokenPlan tokens,
    WindowPlan windows,
    CleaningPlan cleaning,
    SplitPlan splits) {

  /**
   * @param unit words or characters
   * @param vocabulary most tokens kept
   * @param minimumCount rarer tokens become the unknown token
   * @param maximumCharacters read of each plain-text file; 0 for all
   */
  public record TokenPlan(
      TokenUnit unit, int vocabulary, int minimumCount, long maximumCharacters) {}

  /**
   * @param window steps of a window
   * @param stride steps between starts of windows, at least 1
   * @param horizon steps from the last one of a window to its target
   * @param maximumSteps sequences are cut to this many steps; 0 for no cut
   * @param anchor what the numbers of a forecast are relative to; {@code data.difference}
   */
  public record WindowPlan(int window, int stride, int horizon, int maximumSteps, Anchor anchor) {}

  /** What is done to numbers, gaps and rows that cannot be read. */
  public record CleaningPlan(Encoding.Scale normalise, Gaps missing, BadRows badRows) {
    /** What happens to rows that cannot be read. */
    public enum BadRows {
      FAIL,
      SKIP
    }
  }

  /**
   * @param validation fraction of the training sequences when there are no validation files
   * @param test fraction when there are no test files
   * @param shards files of each split
   */
  public record SplitPlan(double validation, double test, int shards) {}
}
