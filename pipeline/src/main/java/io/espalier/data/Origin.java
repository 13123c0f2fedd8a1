package io.espalier.data;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Where a row came from.
 *
 * @param file name of the file
 * @param line its first line, counted from 1
 */
public record Origin(String file, long line) implements Serializable, Comparable<Origin> {
  private static final Comparator<Origin> ORDER =
      Comparator.comparing(Origin::file).thenComparingLong(Origin::line);

  @Override
  public int compareTo(Origin other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return file + ":" + line;
  }
}
