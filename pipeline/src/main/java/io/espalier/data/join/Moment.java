package io.espalier.data.join;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A date or time that was read.
 *
 * @param type date, instant or time
 * @param seconds since 1970, for an instant at UTC; since midnight for a time
 */
record Moment(OrderType type, BigDecimal seconds) {
  private static final Set<ChronoField> OF_MONTHS =
      EnumSet.of(
          ChronoField.ERA,
          ChronoField.YEAR,
          ChronoField.YEAR_OF_ERA,
          ChronoField.MONTH_OF_YEAR,
          ChronoField.PROLEPTIC_MONTH);

  private static final DateTimeFormatter CLOCK =
      new DateTimeFormatterBuilder()
          .appendPattern("HH:mm[:ss]")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .optionalStart()
          .appendLiteral(',')
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, false)
          .toFormatter(Locale.ROOT);

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']")
          .append(CLOCK)
          .optionalStart()
          .appendPattern("[' '][XXXXX][XXXX][X]['['VV']']")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final DateTimeFormatter MONTH =
      new DateTimeFormatterBuilder()
          .appendValue(ChronoField.YEAR, 4, 10, SignStyle.EXCEEDS_PAD)
          .appendPattern("-MM")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final DateTimeFormatter TIME = CLOCK.withResolverStyle(ResolverStyle.STRICT);

  /** The moment in a text as ISO 8601 writes it, also with a blank for the T and UTC for the Z. */
  static Optional<Moment> iso(String text) {
    if (text.length() < 5 || !(Character.isDigit(text.charAt(1)))) {
      return Optional.empty();
    }
    if (text.charAt(2) == ':') {
      return read(text, TIME);
    }
    boolean isMonth = text.indexOf(':') < 0 && text.indexOf('-', 1) == text.lastIndexOf('-');
    return isMonth ? read(text, MONTH) : read(text.replaceFirst("(?i) ?(UTC|GMT)$", "Z"), ISO);
  }

  /** The moment in a text, if the form makes a whole one of it. */
  static Optional<Moment> read(String text, DateTimeFormatter form) {
    try {
      return of(form.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Moment> of(TemporalAccessor read) {
    if (read.isSupported(ChronoField.INSTANT_SECONDS)) {
      return Optional.of(
          new Moment(
              OrderType.INSTANT,
              seconds(
                  read.getLong(ChronoField.INSTANT_SECONDS),
                  read.getLong(ChronoField.NANO_OF_SECOND))));
    }
    if (read.isSupported(ChronoField.OFFSET_SECONDS)) {
      return Optional.empty();
    }
    Optional<LocalDate> date = Optional.ofNullable(read.query(TemporalQueries.localDate()));
    Optional<LocalTime> time = Optional.ofNullable(read.query(TemporalQueries.localTime()));
    boolean isClock =
        Stream.of(ChronoField.values()).anyMatch(f -> f.isTimeBased() && read.isSupported(f));
    boolean isDay =
        Stream.of(ChronoField.values())
            .anyMatch(f -> f.isDateBased() && read.isSupported(f) && !OF_MONTHS.contains(f));
    if (time.isEmpty() && isClock || date.isEmpty() && isDay) {
      return Optional.empty();
    }
    if (date.isEmpty() && read.isSupported(ChronoField.YEAR) && time.isEmpty()) {
      int month =
          read.isSupported(ChronoField.MONTH_OF_YEAR) ? read.get(ChronoField.MONTH_OF_YEAR) : 1;
      date = Optional.of(LocalDate.of(read.get(ChronoField.YEAR), month, 1));
    }
    if (date.isPresent()) {
      LocalTime clock = time.orElse(LocalTime.MIDNIGHT);
      return Optional.of(
          new Moment(
              OrderType.DATE,
              seconds(date.get().toEpochSecond(clock, ZoneOffset.UTC), clock.getNano())));
    }
    boolean isDated =
        Stream.of(ChronoField.YEAR, ChronoField.MONTH_OF_YEAR).anyMatch(read::isSupported);
    return time.filter(clock -> !isDated)
        .map(clock -> new Moment(OrderType.TIME, seconds(clock.toSecondOfDay(), clock.getNano())));
  }

  private static BigDecimal seconds(long seconds, long nanos) {
    return BigDecimal.valueOf(seconds).add(BigDecimal.valueOf(nanos, 9));
  }
}
