package io.espalier.plan;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * The value of a key as it was given, and where complaints about it go.
 *
 * @param path full path of the key
 * @param value given by the user, or the default
 * @param problems where problems go
 */
record GivenValue(String path, ConfigValue value, Problems problems) {

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

  private String place() {
    return Problems.place(value.origin());
  }

  private String shown() {
    String text =
        value.valueType() == ConfigValueType.STRING
            ? "'" + value.unwrapped() + "'"
            : value.render(ConfigRenderOptions.concise());
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
