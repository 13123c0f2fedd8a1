package io.espalier.data;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Where a row came from.
 *
 * @param file name of the file
 * @param line its first line, counted from 1
 */
public record RowOrigin(String file, long line) implements Serializable, Comparable<RowOrigin> {
  private static final Comparator<RowOrigin> ORDER =
      Comparator.comparing(RowOrigin::file).thenComparingLong(RowOrigin::line);

  @Override
  public int compareTo(RowOrigin other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return file + ":" + line;
  }
}
