package io.espalier.data.encode;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/**
 * Mean and deviation of columns of numbers, of sums without rounding: the same whatever the order
 * of adding and merging, and good to the last digit far from zero too.
 */
final class ColumnSums implements Serializable {
  private static final MathContext DIGITS = new MathContext(40);

  private Column[] columns = new Column[0];

  private static final class Column implements Serializable {
    private final ExactSum sum = new ExactSum();
    private final ExactSum squares = new ExactSum();
    private long count;
    private long coarse;
    private double largest;
    private double farthest;

    void add(double value) {
      count++;
      int exponent = Math.max(Math.getExponent(value), Double.MIN_EXPONENT) - 52;
      long mantissa = (long) Math.scalb(Math.abs(value), -exponent);
      sum.add(0, mantissa, exponent, value < 0 ? -1 : 1);
      squares.add(Math.multiplyHigh(mantissa, mantissa), mantissa * mantissa, 2 * exponent, 1);
      coarse += value == Math.rint(value) && (float) value != value ? 1 : 0;
      largest = Math.max(largest, Math.abs(value));
      span(value);
    }

    void span(double value) {
      farthest = Math.max(farthest, Math.abs(value));
    }

    void merge(Column other) {
      sum.merge(other.sum);
      squares.merge(other.squares);
      count += other.count;
      coarse += other.coarse;
      largest = Math.max(largest, other.largest);
      span(other.farthest);
    }

    double mean() {
      return count == 0 ? 0 : sum.value().divide(BigDecimal.valueOf(count), DIGITS).doubleValue();
    }

    double deviation() {
      if (count == 0) {
        return 0;
      }
      BigDecimal all = BigDecimal.valueOf(count);
      BigDecimal total = sum.value();
      BigDecimal spread = squares.value().multiply(all).subtract(total.multiply(total));
      double root = spread.round(DIGITS).sqrt(DIGITS).divide(all, DIGITS).doubleValue();
      return root > 4 * Math.ulp(largest) ? root : 0;
    }
  }

  /** Adds rows {@code from} to before {@code to} of {@code [row][column]}, leaving NaN out. */
  void add(double[] rows, int width, int from, int to) {
    widen(width);
    for (int i = from * width; i < to * width; i++) {
      if (!Double.isNaN(rows[i])) {
        columns[i % width].add(rows[i]);
      }
    }
  }

  /** Takes note of how large numbers are that are in no mean: the same rows as {@link #add}. */
  void span(double[] rows, int width, int from, int to) {
    widen(width);
    for (int i = from * width; i < to * width; i++) {
      if (!Double.isNaN(rows[i])) {
        columns[i % width].span(rows[i]);
      }
    }
  }

  /** Adds what the other has seen. */
  void merge(ColumnSums other) {
    widen(other.columns.length);
    for (int c = 0; c < other.columns.length; c++) {
      columns[c].merge(other.columns[c]);
    }
  }

  int width() {
    return columns.length;
  }

  /** Numbers of a column that are not missing. */
  long count(int column) {
    return columns[column].count;
  }

  /** Whole numbers of a column that are none of a float's. */
  long coarse(int column) {
    return columns[column].coarse;
  }

  /** The largest absolute value of a column, of those in its mean. */
  double largest(int column) {
    return columns[column].largest;
  }

  /** The largest absolute value of a column that was added or spanned. */
  double farthest(int column) {
    return columns[column].farthest;
  }

  double[] mean() {
    return Arrays.stream(columns).mapToDouble(Column::mean).toArray();
  }

  /** Deviation of the population of each column; 0 where there is none but by rounding. */
  double[] deviation() {
    return Arrays.stream(columns).mapToDouble(Column::deviation).toArray();
  }

  private void widen(int width) {
    int known = columns.length;
    if (width > known) {
      columns = Arrays.copyOf(columns, width);
      Arrays.setAll(columns, c -> c < known ? columns[c] : new Column());
    }
  }
}
