package io.espalier.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/**
 * Everything of a kind that is registered: classes with a line in {@code META-INF/services/<kind>},
 * ours first and in the order of the lines, then those that the application's class path adds. They
 * are public, with a constructor that takes nothing.
 */
public final class Registry<T extends Named> {
  private final String key;
  private final Map<String, T> members;

  private Registry(String key, Map<String, T> members) {
    this.key = key;
    this.members = members;
  }

  /**
   * Looks the kind up anew.
   *
   * @param key of the configuration, for messages
   */
  public static <T extends Named> Registry<T> of(Class<T> kind, String key) {
    Map<String, T> members = new LinkedHashMap<>();
    ClassLoader ours = kind.getClassLoader();
    for (ClassLoader loader : Arrays.asList(ours, Thread.currentThread().getContextClassLoader())) {
      for (T member : ServiceLoader.load(kind, loader)) {
        T first = members.computeIfAbsent(member.name(), name -> member);
        if (first.getClass() != member.getClass()) {
          throw new IllegalStateException(
              "%s and %s are both called %s"
                  .formatted(first.getClass(), member.getClass(), member.name()));
        }
      }
    }
    return new Registry<>(key, members);
  }

  /** All of them, in a fixed order. */
  public List<T> members() {
    return List.copyOf(members.values());
  }

  /** Their names, in the same order. */
  public List<String> names() {
    return List.copyOf(members.keySet());
  }

  /**
   * The one of this name.
   *
   * @throws InputException for an unknown name, with the nearest and all legal ones
   */
  public T named(String name) {
    List<String> problems = new ArrayList<>();
    return find(name, problems::add).orElseThrow(() -> new InputException(problems));
  }

  /**
   * The one of this name; none where there is none.
   *
   * @param problems takes what is wrong with the name then
   */
  public Optional<T> find(String name, Consumer<String> problems) {
    if (!members.containsKey(name)) {
      problems.accept(
          "%s must be one of %s, got %s%s"
              .formatted(
                  key, String.join(", ", names()), name, NearestNames.question(name, names())));
    }
    return Optional.ofNullable(members.get(name));
  }
}
