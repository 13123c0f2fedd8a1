package io.espalier.plan;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.Arrays;

/**
 * One group of keys. A wrong value is noted as a problem and its default returned, so that reading
 * goes on.
 */
final class Section {
  private final String path;
  private final ConfigObject values;
  private final ConfigObject defaults;
  private final Problems problems;

  /**
   * @param path of the group, empty for the root
   * @param values merged over the defaults, so that every key is there
   * @param defaults of every key
   * @param problems where problems go
   */
  Section(String path, ConfigObject values, ConfigObject defaults, Problems problems) {
    this.path = path;
    this.values = values;
    this.defaults = defaults;
    this.problems = problems;
  }

  /** The group at a key. */
  Section group(String key) {
    ConfigObject inner = (ConfigObject) defaults.get(key);
    if (value(key) instanceof ConfigObject object) {
      return new Section(pathOf(key), object, inner, problems);
    }
    wrong(key, "must be a group of keys in { }");
    return new Section(pathOf(key), inner, inner, problems);
  }

  /** The value of a key, which must have this shape. */
  <T> T read(String key, ValueShape<T> shape) {
    Problems unheard = new Problems(problems.origin());
    return shape
        .read(at(key))
        .or(() -> shape.read(new GivenValue(pathOf(key), defaults.get(key), unheard)))
        .orElse(shape.standIn());
  }

  /** Whether the user gave this key. */
  boolean isGiven(String key) {
    return at(key).isGiven();
  }

  /** Whether the user gave this key, and a value other than the default. */
  boolean isChanged(String key) {
    return isGiven(key) && !defaults.get(key).equals(value(key));
  }

  /** Notes that the value of a key is wrong: {@code <key> <complaint>, got <value> (<place>)}. */
  void wrong(String key, String complaint) {
    at(key).wrong(complaint);
  }

  /** Notes a problem with a key: {@code <key> <complaint> (<place, or file if not given>)}. */
  void say(String key, String complaint) {
    at(key).say(complaint);
  }

  /** The value of a key: given, or the default where a group replaced another value. */
  ConfigValue value(String key) {
    return values.getOrDefault(key, defaults.get(key));
  }

  /** Whether nothing is known to be wrong with these keys. */
  boolean isSound(String... keys) {
    return Arrays.stream(keys).allMatch(key -> problems.isSound(pathOf(key)));
  }

  Problems problems() {
    return problems;
  }

  private GivenValue at(String key) {
    return new GivenValue(pathOf(key), value(key), problems);
  }

  /** Full path of a key. */
  String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
