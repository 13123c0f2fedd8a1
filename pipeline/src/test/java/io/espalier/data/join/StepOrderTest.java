package io.espalier.data.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepOrderTest {
  private static OrderKey key(OrderType type, String cell) {
    return type.key(cell).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "number | 9007199254740992 | 9007199254740993",
        "number | -10 | 9",
        "number | 9 | 10",
        "number | 0.1 | 0.10000000000000000001",
        "number | 1e3 | 1000.5",
        "number | -1E+400 | 1E+400",
        "number | .5 | 5.",
        "date | 2020-09-30 | 2020-10-01",
        "date | 2020-02 | 2020-10",
        "date | 2020-01-01 | 2020-01-01T00:00:01",
        "date | 2020-01-01 02:00 | 2020-01-01T23:00",
        "date | 2020-01-01T00:00:00.1 | 2020-01-01T00:00:00.11",
        "date | 2020-01-01 00:00:00,123 | 2020-01-01 00:00:00,124",
        "instant | 2020-01-01T10:00:00+02:00 | 2020-01-01T09:00:00Z",
        "instant | 2020-01-01 10:00:00 +0200 | 2020-01-01 09:00:00 UTC",
        "instant | 2020-01-01T10:00+02 | 2020-01-01t09:00z",
        "instant | 2020-10-25T02:30:00+02:00[Europe/Paris] | 2020-10-25T02:30:00+01:00[Europe/Paris]",
        "instant | 2020-01-01T00:00:00.000000001Z | 2020-01-01T00:00:00.000000002Z",
        "time | 02:00 | 23:00",
        "time | 10:15:30 | 10:15:30.5",
        "text | 10 | 9",
      })
  void ordersCellsByWhatTheySay(String type, String earlier, String later) {
    OrderType order = OrderType.valueOf(type.toUpperCase(Locale.ROOT));
    assertThat(key(order, earlier)).isLessThan(key(order, later));
    if (order != OrderType.TEXT) {
      assertThat(OrderType.of(earlier)).contains(order);
      assertThat(OrderType.of(later)).contains(order);
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1.0", "100,1e2", "-0,0", "+5,5", "9007199254740993,9007199254740993.000"})
  void theSameNumberWrittenInTwoWaysIsTheSame(String one, String other) {
    assertThat(key(OrderType.NUMBER, one)).isEqualByComparingTo(key(OrderType.NUMBER, other));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "t10",
        "NaN",
        "Infinity",
        "-inf",
        "0x10",
        "1d",
        "1_000",
        "1,5",
        "1 000",
        "--1",
        "1e",
        "e1",
        "10/1/2020",
        "2020-13-01",
        "2020-02-30",
        "2021-02-29",
        "25:00",
        "10:60",
        "2020-01-01T25:00",
        "2020-01-01T10",
        "2020-01-01Z",
        "2020-01-01T10:00+25:00",
        "11 PM",
        "Jan 2020",
        "x",
        "-"
      })
  void whatIsNoNumberAndNoIsoTimeIsNothingElse(String cell) {
    assertThat(OrderType.of(cell)).isEmpty();
  }

  @Property
  void wholeNumbersOfAnySizeAreOrderedExactly(@ForAll long one, @ForAll long other) {
    assertThat(
            Integer.signum(
                key(OrderType.NUMBER, Long.toString(one))
                    .compareTo(key(OrderType.NUMBER, Long.toString(other)))))
        .isEqualTo(Long.compare(one, other));
  }

  @Property
  void instantsAreOrderedAsInstantsWhateverTheirOffsets(
      @ForAll @LongRange(min = -4_000_000_000L, max = 4_000_000_000L) long seconds,
      @ForAll @IntRange(max = 999_999_999) int nanos,
      @ForAll @LongRange(min = -50_000, max = 50_000) long later,
      @ForAll @Size(2) List<@IntRange(min = -18 * 60, max = 18 * 60) Integer> offsets) {
    Instant first = Instant.ofEpochSecond(seconds, nanos);
    Instant second = first.plusSeconds(later).plusNanos(later);
    List<OrderKey> keys =
        List.of(
            key(OrderType.INSTANT, written(first, offsets.get(0))),
            key(OrderType.INSTANT, written(second, offsets.get(1))));
    assertThat(Integer.signum(keys.get(0).compareTo(keys.get(1))))
        .isEqualTo(Integer.signum(first.compareTo(second)));
  }

  private static String written(Instant instant, int minutes) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.ofTotalSeconds(60 * minutes)).toString();
  }

  @Property
  void patternsOrderWhatTheyWroteByTime(
      @ForAll @LongRange(min = 0, max = 3_000_000_000L) long one,
      @ForAll @LongRange(min = 0, max = 3_000_000_000L) long other) {
    for (String pattern :
        List.of("M/d/yyyy h:mm:ss a", "dd.MM.yyyy HH:mm:ss", "EEE MMM d uuuu H:m:s")) {
      DateTimeFormatter writer = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
      var keys = new StepOrder(OrderType.AUTO, pattern).keys();
      OrderKey first = keys.apply(date(one).format(writer)).orElseThrow();
      OrderKey second = keys.apply(date(other).format(writer)).orElseThrow();
      assertThat(Integer.signum(first.compareTo(second))).isEqualTo(Long.compare(one, other));
    }
  }

  private static LocalDateTime date(long second) {
    return LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "M/d/yyyy h:mm a",
        "dd.MM.yyyy",
        "d-MMM-yy",
        "yyyyMMdd'T'HHmmssX",
        "HH:mm",
        "h:mm a",
        "MMM yyyy",
        "yyyy-DDD",
        "uuuu/MM/dd HH:mm[:ss]",
        "YYYY-'W'ww-e",
        "yyyy"
      })
  void takesPatternsThatTellTimesApart(String pattern) {
    assertThat(StepOrder.isPattern(pattern)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "M/d/yyyy h:mm",
        "M/d",
        "EEE",
        "HH:ss",
        "YYYY-'W'ww",
        "nonsense",
        "M/d/yyyy {",
        "mm:ss",
        "d HH:mm",
        "'x'",
        "yyyy dd"
      })
  void refusesPatternsThatLeaveTimesOpen(String pattern) {
    assertThat(StepOrder.isPattern(pattern)).isFalse();
  }

  @Test
  void readsPatternsStrictlyAndInAnyCase() {
    var keys = new StepOrder(OrderType.AUTO, "M/d/yyyy h:mm a").keys();
    List<String> cells =
        Arrays.asList("9/28/2023 11:00 PM", "10/1/2023 2:00 am", "10/1/2023 12:00 PM");
    List<OrderKey> read = cells.stream().map(cell -> keys.apply(cell).orElseThrow()).toList();
    assertThat(read).isSorted();
    for (String wrong :
        List.of("2/30/2023 1:00 PM", "13/1/2023 1:00 PM", "9/28/2023", "9/28/2023 13:00 PM")) {
      assertThat(keys.apply(wrong)).as(wrong).isEmpty();
    }
  }
}
