package io.espalier.data;

/**
 * A row that cannot be used.
 *
 * @param origin where it is
 * @param reason what is wrong with it, as a clause without a full stop
 */
public record BadRow(RowOrigin origin, String reason) implements Parsed, Comparable<BadRow> {
  @Override
  public int compareTo(BadRow other) {
    return origin.compareTo(other.origin);
  }

  @Override
  public String toString() {
    return origin + ": " + reason;
  }
}
