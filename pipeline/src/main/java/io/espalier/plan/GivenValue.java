package io.espalier.plan;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The value of a key as it was given, and where complaints about it go.
 *
 * @param path full path of the key
 * @param value given by the user, or the default
 * @param problems where problems go
 */
record GivenValue(String path, ConfigValue value, Problems problems) {
  /** Characters of a value that are shown. */
  private static final int LONGEST = 60;

  /** Notes {@code <path> <complaint>, got <value> (<place>)}; there is no value to go on with. */
  <T> Optional<T> wrong(String complaint) {
    return wrong(complaint, "");
  }

  /** Notes {@code <path> <complaint>, got <value><hint> (<place>)}. */
  <T> Optional<T> wrong(String complaint, String hint) {
    return note("%s, got %s%s".formatted(complaint, shown(), hint), place());
  }

  /** Notes {@code <path> <complaint> (<place, or the configuration's name if not given>)}. */
  <T> Optional<T> say(String complaint) {
    return note(complaint, isGiven() ? place() : problems.origin());
  }

  /** Whether the user gave this value. */
  boolean isGiven() {
    return !place().equals(Problems.DEFAULTS);
  }

  /** Text of a value that is no group, list or null. */
  Optional<String> text() {
    return switch (value.valueType()) {
      case STRING, NUMBER, BOOLEAN -> Optional.of(value.atKey("value").getString("value"));
      default -> Optional.empty();
    };
  }

  /** The number that the value is, or that its text spells. */
  Optional<BigDecimal> number() {
    if (value.valueType() == ConfigValueType.BOOLEAN) {
      return Optional.empty();
    }
    try {
      return text().map(BigDecimal::new);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private <T> Optional<T> note(String complaint, String place) {
    problems.add(path, path + " " + complaint, place);
    return Optional.empty();
  }

  /** A list in full, unless its elements have some inside, which may be very many. */
  private static String list(ConfigList list) {
    boolean isFlat =
        list.size() <= 60
            && list.stream()
                .noneMatch(one -> one instanceof ConfigList || one instanceof ConfigObject);
    return isFlat
        ? list.render(ConfigRenderOptions.concise())
        : "a list of %d values".formatted(list.size());
  }

  private String place() {
    return Problems.place(value.origin());
  }

  private String shown() {
    if (value.valueType() == ConfigValueType.STRING) {
      return cut("'" + value.unwrapped() + "'");
    }
    return elements(value, LONGEST) < LONGEST
        ? cut(value.render(ConfigRenderOptions.concise()))
        : "very many values";
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
  }

  /** Values inside a value, itself included, counted up to a limit: substitutions multiply them. */
  private static int elements(ConfigValue value, int limit) {
    Collection<ConfigValue> inside =
        value instanceof ConfigList list
            ? list
            : value instanceof ConfigObject object ? object.values() : List.of();
    int count = 1;
    for (ConfigValue element : inside) {
      if (count >= limit) {
        break;
      }
      count += elements(element, limit - count);
    }
    return count;
  }
}
