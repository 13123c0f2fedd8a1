package io.espalier.plan;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.espalier.model.Named;
import io.espalier.model.Names;
import io.espalier.model.Registry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One group of keys, read with the type and range each must have. A wrong value is noted as a
 * problem and its default returned, so that reading goes on.
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
    if (values.get(key) instanceof ConfigObject object) {
      return new Section(pathOf(key), object, inner, problems);
    }
    wrong(key, "must be a group of keys in { }");
    return new Section(pathOf(key), inner, inner, problems);
  }

  int integer(String key, Interval range) {
    return read(key, value -> Values.whole(value, range, Integer.MAX_VALUE)).intValue();
  }

  /** A whole number of the range; empty for the word that may stand there instead. */
  OptionalInt integerOr(String word, String key, Interval range) {
    return read(
        key,
        value -> {
          if (Values.text(value).value().equals(word)) {
            return Values.Read.of(OptionalInt.empty());
          }
          Values.Read<BigDecimal> number = Values.whole(value, range, Integer.MAX_VALUE);
          return number.isFine()
              ? Values.Read.of(OptionalInt.of(number.value().intValueExact()))
              : new Values.Read<>(OptionalInt.empty(), number.complaint() + ", or " + word);
        });
  }

  long whole(String key, Interval range) {
    return read(key, value -> Values.whole(value, range, Long.MAX_VALUE)).longValue();
  }

  double number(String key, Interval range) {
    return read(key, value -> Values.number(value, range)).doubleValue();
  }

  /** A time above 0 with its unit. */
  Duration duration(String key) {
    return read(key, Values::duration);
  }

  /** A size in bytes with its unit. */
  long size(String key) {
    return read(key, Values::size);
  }

  boolean flag(String key) {
    return read(key, Values::flag);
  }

  String text(String key) {
    return read(key, Values::text);
  }

  /** A list of strings; one string alone is a list of one. */
  List<String> texts(String key) {
    return read(key, Values::texts);
  }

  /** One of the names; required if the default is none of them. */
  String choice(String key, Collection<String> names) {
    Object fallback = defaults.get(key).unwrapped();
    if (!names.contains(fallback) && fallback.equals(values.get(key).unwrapped())) {
      say(key, "is required: one of " + String.join(", ", names));
      return "";
    }
    return read(key, value -> Values.choice(value, names));
  }

  /** One of an enum's constants, written in lower case with hyphens. */
  <E extends Enum<E>> E choice(String key, Class<E> type) {
    List<E> constants = Arrays.asList(type.getEnumConstants());
    List<String> names = constants.stream().map(Names::of).toList();
    int index = names.indexOf(choice(key, names));
    return constants.get(Math.max(index, 0));
  }

  /** One of those that are registered, by its name. */
  <T extends Named> T choice(String key, Registry<T> registry) {
    int index = registry.names().indexOf(choice(key, registry.names()));
    return registry.members().get(Math.max(index, 0));
  }

  /** A group with keys of the user's own and numbers as values. */
  Map<String, Double> numbers(String key, Interval range) {
    Map<String, Double> numbers = new TreeMap<>();
    Section group = group(key);
    for (String name : group.values.keySet()) {
      Values.Read<BigDecimal> number = Values.number(group.values.get(name), range);
      if (number.isFine()) {
        numbers.put(name, number.value().doubleValue());
      } else {
        group.wrong(name, number.complaint());
      }
    }
    return numbers;
  }

  /** The values of a list, as they stand. */
  List<ConfigValue> list(String key) {
    return read(key, Values::list);
  }

  /** Whether the user gave this key. */
  boolean isGiven(String key) {
    return !place(key).equals(Problems.DEFAULTS);
  }

  /** Notes that the value of a key is wrong: {@code <key> <complaint>, got <value> (<place>)}. */
  void wrong(String key, String complaint) {
    wrong(key, complaint, "");
  }

  private void wrong(String key, String complaint, String hint) {
    String sentence = "%s, got %s%s".formatted(complaint, shown(values.get(key)), hint);
    note(key, sentence, place(key));
  }

  /** Notes a problem with a key: {@code <key> <complaint> (<place, or file if not given>)}. */
  void say(String key, String complaint) {
    note(key, complaint, isGiven(key) ? place(key) : problems.origin());
  }

  /** Full path of a key of this group. */
  String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  Problems problems() {
    return problems;
  }

  private void note(String key, String complaint, String place) {
    problems.add(pathOf(key), pathOf(key) + " " + complaint, place);
  }

  private String place(String key) {
    return Problems.place(values.containsKey(key) ? values.get(key).origin() : values.origin());
  }

  private <T> T read(String key, Function<ConfigValue, Values.Read<T>> reader) {
    Values.Read<T> read = reader.apply(values.get(key));
    if (read.isFine()) {
      return read.value();
    }
    wrong(key, read.complaint(), read.hint());
    return reader.apply(defaults.get(key)).value();
  }

  private static String shown(ConfigValue value) {
    String text =
        value.valueType() == ConfigValueType.STRING
            ? "'" + value.unwrapped() + "'"
            : value.render(ConfigRenderOptions.concise());
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
