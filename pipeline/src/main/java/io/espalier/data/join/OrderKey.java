package io.espalier.data.join;

import java.math.BigDecimal;
import java.util.Comparator;

/**
 * What a step is ordered by.
 *
 * @param number the number itself, or seconds
 * @param text decides between equal numbers; empty unless texts are ordered
 */
record OrderKey(BigDecimal number, String text) implements Comparable<OrderKey> {
  private static final Comparator<OrderKey> ORDER =
      Comparator.comparing(OrderKey::number).thenComparing(OrderKey::text);

  /** Of steps that stand in order. */
  static final OrderKey NONE = new OrderKey(BigDecimal.ZERO, "");

  @Override
  public int compareTo(OrderKey other) {
    return ORDER.compare(this, other);
  }
}
