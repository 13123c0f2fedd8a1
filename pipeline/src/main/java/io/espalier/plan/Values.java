package io.espalier.plan;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.espalier.model.NearestNames;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What single configuration values must look like. */
final class Values {
  private Values() {}

  /**
   * A value read, or a complaint about it.
   *
   * @param value the value; a harmless stand-in where there is a complaint
   * @param complaint {@code must be …}; empty if there is none
   * @param hint what to do; often empty
   */
  record Read<T>(T value, String complaint, String hint) {
    Read(T value, String complaint) {
      this(value, complaint, "");
    }

    static <T> Read<T> of(T value) {
      return new Read<>(value, "");
    }

    boolean isFine() {
      return complaint.isEmpty();
    }
  }

  /** A number of the range. */
  static Read<BigDecimal> number(ConfigValue value, Interval range) {
    Optional<BigDecimal> number = decimal(value);
    if (number.isEmpty()) {
      return new Read<>(BigDecimal.ZERO, ("must be a number " + range).strip());
    }
    return range.contains(number.get().doubleValue())
        ? Read.of(number.get())
        : new Read<>(BigDecimal.ZERO, "must be " + range);
  }

  /** A whole number of the range that is no larger than the limit. */
  static Read<BigDecimal> whole(ConfigValue value, Interval range, long limit) {
    Optional<BigDecimal> number = decimal(value);
    if (number.isEmpty() || number.get().stripTrailingZeros().scale() > 0) {
      return new Read<>(BigDecimal.ZERO, ("must be a whole number " + range).strip());
    }
    boolean fits = number.get().abs().compareTo(BigDecimal.valueOf(limit)) <= 0;
    if (!fits) {
      return new Read<>(BigDecimal.ZERO, "must be %s and at most %d".formatted(range, limit));
    }
    return number(value, range);
  }

  /** A time above 0, written with its unit. */
  static Read<Duration> duration(ConfigValue value) {
    Read<Duration> complaint =
        new Read<>(Duration.ZERO, "must be a time above 0 with its unit, such as 90s or 10m");
    if (value.valueType() != ConfigValueType.STRING || decimal(value).isPresent()) {
      return complaint;
    }
    try {
      Duration duration = value.atKey("value").getDuration("value");
      return duration.isNegative() || duration.isZero() ? complaint : Read.of(duration);
    } catch (ConfigException e) {
      return complaint;
    }
  }

  static Read<Long> size(ConfigValue value) {
    Read<Long> complaint = new Read<>(0L, "must be a size with its unit, such as 512MB or 1GB");
    if (value.valueType() != ConfigValueType.STRING || decimal(value).isPresent()) {
      return complaint;
    }
    try {
      long size = value.atKey("value").getBytes("value");
      return size < 0 ? complaint : Read.of(size);
    } catch (ConfigException e) {
      return complaint;
    }
  }

  static Read<Boolean> flag(ConfigValue value) {
    String text = string(value).orElse("");
    return text.equals("true") || text.equals("false")
        ? Read.of(text.equals("true"))
        : new Read<>(false, "must be true or false");
  }

  static Read<String> text(ConfigValue value) {
    return string(value).map(Read::of).orElse(new Read<>("", "must be a text"));
  }

  /** A list of texts; one text alone is a list of one. */
  static Read<List<String>> texts(ConfigValue value) {
    if (!(value instanceof ConfigList list)) {
      return string(value)
          .map(one -> Read.of(one.isEmpty() ? List.<String>of() : List.of(one)))
          .orElse(new Read<>(List.of(), "must be a list of texts"));
    }
    List<String> texts = new ArrayList<>();
    for (ConfigValue element : list) {
      Optional<String> text = string(element).filter(one -> !one.isEmpty());
      if (text.isEmpty()) {
        return new Read<>(List.of(), "must be a list of texts that are not empty");
      }
      texts.add(text.get());
    }
    return Read.of(List.copyOf(texts));
  }

  static Read<List<ConfigValue>> list(ConfigValue value) {
    return value instanceof ConfigList list
        ? Read.of(List.copyOf(list))
        : new Read<>(List.of(), "must be a list");
  }

  /** One of the names. */
  static Read<String> choice(ConfigValue value, Collection<String> names) {
    String text = string(value).orElse("");
    return names.contains(text)
        ? Read.of(text)
        : new Read<>(
            "", "must be one of " + String.join(", ", names), NearestNames.question(text, names));
  }

  private static Optional<String> string(ConfigValue value) {
    return switch (value.valueType()) {
      case STRING, NUMBER, BOOLEAN -> Optional.of(value.atKey("value").getString("value"));
      default -> Optional.empty();
    };
  }

  private static Optional<BigDecimal> decimal(ConfigValue value) {
    if (value.valueType() == ConfigValueType.BOOLEAN) {
      return Optional.empty();
    }
    try {
      return string(value).map(BigDecimal::new);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
