package io.espalier.plan;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import io.espalier.model.Named;
import io.espalier.model.Names;
import io.espalier.model.NearestNames;
import io.espalier.model.Registry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Values that are texts, names, flags, or lists of them. */
final class TextShapes {
  private TextShapes() {}

  static ValueShape<Boolean> flag() {
    List<String> legal = List.of("true", "false");
    return new ValueShape<>(
        "true or false",
        given ->
            given
                .text()
                .filter(legal::contains)
                .map(Boolean::valueOf)
                .or(() -> given.wrong("must be true or false")),
        value -> value,
        false);
  }

  static ValueShape<String> text() {
    return new ValueShape<>(
        "a text",
        given -> given.text().or(() -> given.wrong("must be a text")),
        value -> value,
        "");
  }

  /** A list of texts; one text alone is a list of one, and an empty one is none. */
  static ValueShape<List<String>> texts() {
    return new ValueShape<>("a list of texts", TextShapes::texts, value -> value, List.of());
  }

  /** One of the names. */
  static ValueShape<String> choice(Collection<String> names) {
    String legal = "one of " + String.join(", ", names);
    return new ValueShape<>(
        legal,
        given -> {
          String name = given.text().orElse("");
          return names.contains(name)
              ? Optional.of(name)
              : given.wrong("must be " + legal, NearestNames.question(name, names));
        },
        value -> value,
        names.iterator().next());
  }

  /** One of an enum's constants, written in lower case with hyphens. */
  static <E extends Enum<E>> ValueShape<E> choice(Class<E> type) {
    Map<String, E> named = named(type);
    return choice(named.keySet()).as(named::get, Names::of);
  }

  /** One of those that are registered, by its name. */
  static <T extends Named> ValueShape<T> choice(Registry<T> registry) {
    return choice(registry.names()).as(registry::named, Named::name);
  }

  /** A list of at least one of an enum's constants. */
  static <E extends Enum<E>> ValueShape<Set<E>> choices(Class<E> type) {
    Map<String, E> named = named(type);
    String names = String.join(", ", named.keySet());
    return new ValueShape<>(
        "a list of " + names,
        given ->
            texts(given)
                .flatMap(
                    texts ->
                        texts.isEmpty()
                            ? given.wrong("must name at least one of " + names)
                            : chosen(given, texts, named)),
        value -> value.stream().map(Names::of).sorted().toList(),
        Set.of());
  }

  /** A list of an enum's constants, which may be empty. */
  static <E extends Enum<E>> ValueShape<Set<E>> choicesOrNone(Class<E> type) {
    Map<String, E> named = named(type);
    return new ValueShape<>(
        "a list of " + String.join(", ", named.keySet()),
        given -> texts(given).flatMap(texts -> chosen(given, texts, named)),
        value -> value.stream().map(Names::of).sorted().toList(),
        Set.of());
  }

  private static Optional<List<String>> texts(GivenValue given) {
    if (!(given.value() instanceof ConfigList list)) {
      return given
          .text()
          .map(text -> text.isEmpty() ? List.<String>of() : List.of(text))
          .or(() -> given.wrong("must be a list of texts"));
    }
    List<String> texts = new ArrayList<>();
    for (ConfigValue element : list) {
      GivenValue inner = new GivenValue(given.path(), element, given.problems());
      Optional<String> text = inner.text().filter(one -> !one.isEmpty());
      if (text.isEmpty()) {
        return given.wrong("must be a list of texts that are not empty");
      }
      texts.add(text.get());
    }
    return Optional.of(List.copyOf(texts));
  }

  private static <E> Optional<Set<E>> chosen(
      GivenValue given, List<String> texts, Map<String, E> named) {
    String names = String.join(", ", named.keySet());
    for (String text : texts) {
      if (!named.containsKey(text)) {
        String hint = NearestNames.question(text, named.keySet());
        given.say("must be a list of %s, got '%s'%s".formatted(names, text, hint));
      }
    }
    Set<E> chosen = new LinkedHashSet<>();
    texts.stream().filter(named::containsKey).forEach(text -> chosen.add(named.get(text)));
    return Optional.of(chosen);
  }

  private static <E extends Enum<E>> Map<String, E> named(Class<E> type) {
    Map<String, E> named = new LinkedHashMap<>();
    Arrays.stream(type.getEnumConstants())
        .forEach(constant -> named.put(Names.of(constant), constant));
    return named;
  }
}
