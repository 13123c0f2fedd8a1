package io.espalier.plan;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Values that are numbers, groups of numbers or times. */
final class NumberShapes {
  private static final String TIME =
      "a time above 0 with its unit, such as 90s or 10m, and 36500d at most";

  private static final String SIZE = "a size with its unit, such as 512MB or 1GB";

  private static final Duration LONGEST = Duration.ofDays(36_500);

  private static final String HELD =
      ", and 0 or between 1.4e-45 and 3.4e38 in size, as 32-bit numbers are";

  private NumberShapes() {}

  static ValueShape<Double> number(Interval range) {
    return number(range, "");
  }

  private static ValueShape<Double> number(Interval range, String otherwise) {
    String legal = ("a number " + range).strip() + otherwise;
    return new ValueShape<>(
        legal,
        given -> {
          Optional<BigDecimal> number = given.number();
          if (number.isEmpty()) {
            return given.wrong("must be " + legal);
          }
          if (!range.contains(number.get().doubleValue())) {
            return given.wrong("must be " + range + otherwise);
          }
          return isHeld(number.get())
              ? number.map(BigDecimal::doubleValue)
              : given.wrong("must be " + legal + HELD);
        },
        value -> value,
        0.0);
  }

  /** Whether a network's arithmetic takes a number for no other than it is, infinite or 0. */
  private static boolean isHeld(BigDecimal number) {
    float held = number.floatValue();
    return Float.isFinite(held) && (held == 0) == (number.signum() == 0);
  }

  static ValueShape<Integer> integer(Interval range) {
    return integer(range, Integer.MAX_VALUE);
  }

  /**
   * @param most the largest that there can be memory or time for, whatever the data is
   */
  static ValueShape<Integer> integer(Interval range, int most) {
    return whole(range, most, "").as(Math::toIntExact, Integer::longValue);
  }

  static ValueShape<Long> whole(Interval range) {
    return whole(range, Long.MAX_VALUE, "");
  }

  /** A whole number; empty for the word that may stand there instead. */
  static ValueShape<Optional<Integer>> integerOr(String word, Interval range, int most) {
    return or(word, whole(range, most, ", or " + word).as(Math::toIntExact, Integer::longValue));
  }

  /** A number; empty for the word that may stand there instead. */
  static ValueShape<Optional<Double>> numberOr(String word, Interval range) {
    return or(word, number(range, ", or " + word));
  }

  private static <T> ValueShape<Optional<T>> or(String word, ValueShape<T> shape) {
    return new ValueShape<>(
        shape.range(),
        given ->
            given.text().filter(word::equals).isPresent()
                ? Optional.of(Optional.empty())
                : shape.read(given).map(Optional::of),
        value -> value.<Object>map(number -> number).orElse(word),
        Optional.empty());
  }

  /** What a shape says, or empty for the word {@code none}. */
  static <T> ValueShape<Optional<T>> orNone(ValueShape<T> shape) {
    return new ValueShape<>(
        shape.range() + ", or none",
        given ->
            given.text().filter("none"::equals).isPresent()
                ? Optional.of(Optional.empty())
                : shape.read(given).map(Optional::of),
        value -> value.map(shape.writer()).orElse("none"),
        Optional.empty());
  }

  /** A group with keys of the user's own and numbers as values. */
  static ValueShape<Map<String, Double>> numbers(Interval range) {
    ValueShape<Double> number = number(range);
    return new ValueShape<>(
        "a group of names, each with " + number.range(),
        given -> numbers(given, number),
        TreeMap::new,
        Map.of());
  }

  /** A list of numbers, which may be empty; one number alone is a list of one. */
  static ValueShape<List<Double>> numberList(Interval range) {
    ValueShape<Double> number = number(range);
    return new ValueShape<>(
        "a list, of each " + number.range(),
        given -> {
          List<ConfigValue> values =
              given.value() instanceof ConfigList list ? list : List.of(given.value());
          List<Double> numbers = new ArrayList<>();
          for (ConfigValue value : values) {
            number
                .read(new GivenValue(given.path(), value, given.problems()))
                .ifPresent(numbers::add);
          }
          return numbers.size() == values.size()
              ? Optional.of(List.copyOf(numbers))
              : Optional.empty();
        },
        value -> value,
        List.of());
  }

  static ValueShape<Duration> duration() {
    return new ValueShape<>(TIME, NumberShapes::duration, NumberShapes::written, Duration.ZERO);
  }

  /** A number of bytes. */
  static ValueShape<Long> size() {
    return new ValueShape<>(SIZE, NumberShapes::size, bytes -> bytes + "B", 0L);
  }

  private static ValueShape<Long> whole(Interval range, long limit, String otherwise) {
    String legal = ("a whole number " + range).strip() + otherwise;
    String smallest = range.equals(Interval.ANY) ? "at least -" + limit + " and" : range + " and";
    return new ValueShape<>(
        legal,
        given -> {
          Optional<BigDecimal> number = given.number();
          if (number.isEmpty() || number.get().stripTrailingZeros().scale() > 0) {
            return given.wrong("must be " + legal);
          }
          if (!range.contains(number.get().doubleValue())) {
            return given.wrong("must be " + range + otherwise);
          }
          return number.get().abs().compareTo(BigDecimal.valueOf(limit)) <= 0
              ? number.map(BigDecimal::longValueExact)
              : given.wrong("must be %s at most %d%s".formatted(smallest, limit, otherwise));
        },
        value -> value,
        0L);
  }

  private static Optional<Map<String, Double>> numbers(
      GivenValue given, ValueShape<Double> number) {
    if (!(given.value() instanceof ConfigObject group)) {
      return given.wrong("must be a group of keys in { }");
    }
    Map<String, Double> numbers = new TreeMap<>();
    group.forEach(
        (name, value) ->
            number
                .read(new GivenValue(given.path() + "." + name, value, given.problems()))
                .ifPresent(read -> numbers.put(name, read)));
    return Optional.of(numbers);
  }

  private static Optional<Duration> duration(GivenValue given) {
    return withUnit(given, config -> config.getDuration("value"))
        .filter(duration -> !duration.isNegative() && !duration.isZero())
        .filter(duration -> duration.compareTo(LONGEST) <= 0)
        .or(() -> given.wrong("must be " + TIME));
  }

  private static Optional<Long> size(GivenValue given) {
    return withUnit(given, config -> config.getBytes("value"))
        .filter(bytes -> bytes >= 0)
        .or(() -> given.wrong("must be " + SIZE));
  }

  private static <T> Optional<T> withUnit(GivenValue given, Function<Config, T> reader) {
    if (given.value().valueType() != ConfigValueType.STRING || given.number().isPresent()) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.apply(given.value().atKey("value")));
    } catch (ConfigException e) {
      return Optional.empty();
    }
  }

  private static String written(Duration duration) {
    boolean coarse = duration.toNanosPart() % 1_000_000 == 0;
    return coarse ? duration.toMillis() + "ms" : duration.toNanos() + "ns";
  }
}
