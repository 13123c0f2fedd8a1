package io.espalier.data;

import java.io.Serializable;

/**
 * Divides what the training files hold into splits; what other files hold stays where it was given.
 *
 * @param validation fraction of the training files' data taken for validation
 * @param test fraction of the training files' data taken for testing
 * @param seed of the division of whole sequences
 */
public record SplitRule(double validation, double test, long seed) implements Serializable {

  /** Split of a whole sequence, by a hash of its id: the same whatever else there is. */
  public Split of(Split given, String id) {
    if (given != Split.TRAIN) {
      return given;
    }
    double place = StableHash.fraction(StableHash.of(seed, "split", id));
    if (place < test) {
      return Split.TEST;
    }
    return place < test + validation ? Split.VALIDATION : Split.TRAIN;
  }

  /** Parts of a long series, by time: training first, then validation, then testing. */
  public Parts parts(Split given, long length) {
    return switch (given) {
      case TRAIN ->
          new Parts(
              Math.round(length * (1 - validation - test)),
              Math.round(length * (1 - test)),
              length);
      case VALIDATION -> new Parts(0, length, length);
      case TEST -> new Parts(0, 0, length);
    };
  }

  /**
   * Where the parts of a series end.
   *
   * @param train first position after the training part
   * @param validation first position after the validation part
   * @param test first position after the test part: the length
   */
  public record Parts(long train, long validation, long test) implements Serializable {
    /** Split of a position. */
    public Split at(long position) {
      if (position < train) {
        return Split.TRAIN;
      }
      return position < validation ? Split.VALIDATION : Split.TEST;
    }

    /** First position of a part. */
    public long from(Split split) {
      return switch (split) {
        case TRAIN -> 0;
        case VALIDATION -> train;
        case TEST -> validation;
      };
    }

    /** First position after a part. */
    public long to(Split split) {
      return switch (split) {
        case TRAIN -> train;
        case VALIDATION -> validation;
        case TEST -> test;
      };
    }
  }
}
