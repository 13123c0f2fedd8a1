package io.espalier.plan;

import io.espalier.model.Named;
import io.espalier.model.Names;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The canonical text of a plan or a part of it: equal values, and only they, have equal texts. */
public final class PlanText {
  private PlanText() {}

  /**
   * Renders as JSON on one line. Keys are in alphabetical order, components of records in lower
   * case with hyphens, those that are empty left out; records of a sealed interface carry their
   * {@code type}; sets are sorted.
   *
   * @param value a record, map with strings or an enum's constants as keys, list, set, enum, named
   *     one of a kind, string, number, boolean or duration, and whatever these hold
   * @throws IllegalArgumentException for any other value
   */
  public static String of(Object value) {
    if (value instanceof String text) {
      return quoted(text);
    } else if (value instanceof Named named) {
      return quoted(named.name());
    } else if (value instanceof Enum<?> constant) {
      return quoted(Names.of(constant));
    } else if (value instanceof Record record) {
      return object(components(record));
    } else if (value instanceof Map<?, ?> map) {
      return object(sorted(map));
    } else if (value instanceof Set<?> set) {
      return array(set.stream().map(PlanText::of).sorted().toList());
    } else if (value instanceof List<?> list) {
      return array(list.stream().map(PlanText::of).toList());
    } else if (value instanceof Integer
        || value instanceof Long
        || value instanceof Double
        || value instanceof Float
        || value instanceof Boolean) {
      return value.toString();
    } else if (value instanceof Duration) {
      return quoted(value.toString());
    }
    throw new IllegalArgumentException("no canonical text for " + value);
  }

  private static Map<String, String> components(Record record) {
    Map<String, String> components = new TreeMap<>();
    boolean variant = Arrays.stream(record.getClass().getInterfaces()).anyMatch(Class::isSealed);
    if (variant) {
      components.put("type", quoted(Names.of(record.getClass().getSimpleName())));
    }
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      String key = Names.of(component.getName());
      Object value = value(record, component);
      if (value instanceof Optional<?> optional) {
        if (optional.isEmpty()) {
          continue;
        }
        value = optional.get();
      }
      if (components.put(key, of(value)) != null) {
        throw new IllegalArgumentException("a component of %s is called type".formatted(record));
      }
    }
    return components;
  }

  private static Object value(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("no access to %s of %s".formatted(component, record), e);
    }
  }

  private static Map<String, String> sorted(Map<?, ?> map) {
    Map<String, String> sorted = new TreeMap<>();
    map.forEach(
        (key, value) ->
            sorted.put(
                key instanceof Enum<?> constant ? Names.of(constant) : (String) key, of(value)));
    return sorted;
  }

  private static String object(Map<String, String> entries) {
    return entries.entrySet().stream()
        .map(entry -> quoted(entry.getKey()) + ": " + entry.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String array(Collection<String> elements) {
    return elements.stream().collect(Collectors.joining(", ", "[", "]"));
  }

  private static String quoted(String text) {
    return text.chars().mapToObj(PlanText::escaped).collect(Collectors.joining("", "\"", "\""));
  }

  private static String escaped(int character) {
    if (character == '"' || character == '\\') {
      return "\\" + (char) character;
    }
    return character < ' ' ? "\\u%04x".formatted(character) : String.valueOf((char) character);
  }
}
