package io.espalier.data.join;

import java.math.BigDecimal;
import java.util.Optional;

/** What the cells of a column that orders steps are. */
public enum OrderType {
  /** Whichever of the others but text all of the column is. */
  AUTO("a number or an ISO date or time"),
  /** Whole or decimal numbers, compared exactly. */
  NUMBER("a number"),
  /** ISO dates, months, and dates with a time of day, without an offset. */
  DATE("an ISO date without an offset"),
  /** ISO dates with a time of day and an offset from UTC, compared as instants. */
  INSTANT("an ISO date and time with an offset"),
  /** ISO times of day. */
  TIME("an ISO time of day"),
  /** Texts, compared character by character. */
  TEXT("a text");

  private static final int DIGITS = 1000;

  private final String said;

  OrderType(String said) {
    this.said = said;
  }

  /** One of it, for a sentence. */
  String said() {
    return said;
  }

  /** The key in a cell that holds one of these. */
  Optional<OrderKey> key(String cell) {
    return switch (this) {
      case TEXT -> Optional.of(new OrderKey(BigDecimal.ZERO, cell));
      case NUMBER -> number(cell);
      default ->
          Moment.iso(cell)
              .filter(moment -> moment.type() == this)
              .map(moment -> new OrderKey(moment.seconds(), ""));
    };
  }

  /** What a cell holds by itself; nothing where it could only be a text. */
  static Optional<OrderType> of(String cell) {
    return number(cell).isPresent() ? Optional.of(NUMBER) : Moment.iso(cell).map(Moment::type);
  }

  private static Optional<OrderKey> number(String cell) {
    if (cell.isEmpty() || cell.length() > DIGITS) {
      return Optional.empty();
    }
    try {
      return Optional.of(new OrderKey(new BigDecimal(cell), ""));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
