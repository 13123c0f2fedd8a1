package io.espalier.data.raw;

import java.io.Serializable;

/**
 * What the rows of columnar files hold.
 *
 * @param extent of a row
 * @param kind of its steps
 */
public record RowContent(Extent extent, Kind kind) implements Serializable {
  /** How much of a sequence a row holds. */
  public enum Extent {
    /** All of it; no two rows have the same id. */
    SEQUENCE,
    /** One step; rows with the same id are one sequence. */
    STEP
  }

  /** What a step is. */
  public enum Kind {
    NUMBERS,
    TOKENS
  }
}
