package io.espalier.data.join;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * How the cells of a column order steps.
 *
 * @param type of the cells; auto to take what the pattern gives, or what all of the column is
 * @param pattern of dates and times as {@link DateTimeFormatter} has it, in English; empty for none
 */
public record StepOrder(OrderType type, String pattern) implements Serializable {
  /** To be found from all of the column. */
  public static final StepOrder AUTO = new StepOrder(OrderType.AUTO, "");

  private static final OffsetDateTime SAMPLE =
      OffsetDateTime.of(2001, 2, 3, 4, 5, 6, 7_000_000, ZoneOffset.UTC);

  /** Whether the column's cells are to decide. */
  public boolean isOpen() {
    return type == OrderType.AUTO && pattern.isEmpty();
  }

  /** One cell of the column, for a sentence. */
  public String said() {
    return pattern.isEmpty() ? type.said() : "of the pattern '%s'".formatted(pattern);
  }

  /** What the cells are: what the pattern gives, if there is one. */
  public OrderType given() {
    return pattern.isEmpty()
        ? type
        : Moment.read(SAMPLE.format(form(pattern)), form(pattern))
            .map(Moment::type)
            .orElseThrow(() -> new IllegalArgumentException(pattern));
  }

  /** Reads keys of cells; not to be shipped. */
  Function<String, Optional<OrderKey>> keys() {
    if (pattern.isEmpty()) {
      return type::key;
    }
    DateTimeFormatter form = form(pattern);
    OrderType given = given();
    return cell ->
        Moment.read(cell, form)
            .filter(moment -> moment.type() == given)
            .map(moment -> new OrderKey(moment.seconds(), ""));
  }

  /**
   * Whether what is written by a pattern can be read again and then stands in the order of time.
   */
  public static boolean isPattern(String pattern) {
    try {
      DateTimeFormatter form = form(pattern);
      List<OffsetDateTime> times = new ArrayList<>(List.of(SAMPLE));
      for (ChronoUnit unit :
          List.of(
              ChronoUnit.MILLIS,
              ChronoUnit.SECONDS,
              ChronoUnit.MINUTES,
              ChronoUnit.HOURS,
              ChronoUnit.HALF_DAYS,
              ChronoUnit.DAYS,
              ChronoUnit.WEEKS,
              ChronoUnit.MONTHS,
              ChronoUnit.YEARS)) {
        times.add(times.get(times.size() - 1).plus(1, unit));
      }
      boolean isSound = true;
      for (int i = 1; i < times.size(); i++) {
        isSound &= isOrdered(times.get(i - 1), times.get(i), form);
      }
      return isSound;
    } catch (DateTimeException | IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isOrdered(
      OffsetDateTime earlier, OffsetDateTime later, DateTimeFormatter form) {
    String first = earlier.format(form);
    String second = later.format(form);
    Optional<Moment> one = Moment.read(first, form);
    Optional<Moment> other = Moment.read(second, form);
    return one.isPresent()
        && other.isPresent()
        && (first.equals(second) || one.get().seconds().compareTo(other.get().seconds()) < 0);
  }

  private static DateTimeFormatter form(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .parseDefaulting(ChronoField.ERA, 1)
        .toFormatter(Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }
}
