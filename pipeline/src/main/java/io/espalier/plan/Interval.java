package io.espalier.plan;

import java.math.BigDecimal;

/** The legal values of a number. */
record Interval(double low, Bound lowBound, double high, Bound highBound) {
  /** What an end of an interval is. */
  enum Bound {
    INCLUDED,
    EXCLUDED
  }

  /** Every finite number. */
  static final Interval ANY =
      new Interval(
          Double.NEGATIVE_INFINITY, Bound.EXCLUDED, Double.POSITIVE_INFINITY, Bound.EXCLUDED);

  static Interval atLeast(double low) {
    return new Interval(low, Bound.INCLUDED, Double.POSITIVE_INFINITY, Bound.EXCLUDED);
  }

  static Interval above(double low) {
    return new Interval(low, Bound.EXCLUDED, Double.POSITIVE_INFINITY, Bound.EXCLUDED);
  }

  /** {@code [low, high)}. */
  static Interval from(double low, double high) {
    return new Interval(low, Bound.INCLUDED, high, Bound.EXCLUDED);
  }

  /** {@code (low, high)}. */
  static Interval between(double low, double high) {
    return new Interval(low, Bound.EXCLUDED, high, Bound.EXCLUDED);
  }

  /** {@code [low, high]}. */
  static Interval within(double low, double high) {
    return new Interval(low, Bound.INCLUDED, high, Bound.INCLUDED);
  }

  /** {@code (low, high]}. */
  static Interval upTo(double low, double high) {
    return new Interval(low, Bound.EXCLUDED, high, Bound.INCLUDED);
  }

  boolean contains(double value) {
    boolean above = lowBound == Bound.INCLUDED ? value >= low : value > low;
    boolean below = highBound == Bound.INCLUDED ? value <= high : value < high;
    return above && below;
  }

  /** For example {@code in [0, 1)} or {@code at least 1}; nothing where there is no limit. */
  @Override
  public String toString() {
    if (Double.isInfinite(low)) {
      return "";
    }
    if (Double.isInfinite(high)) {
      return (lowBound == Bound.INCLUDED ? "at least " : "greater than ") + plain(low);
    }
    return "in %s%s, %s%s"
        .formatted(
            lowBound == Bound.INCLUDED ? "[" : "(",
            plain(low),
            plain(high),
            highBound == Bound.INCLUDED ? "]" : ")");
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
