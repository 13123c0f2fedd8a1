package io.espalier.data.generate;

import io.espalier.data.Task;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The generators, by the name of their format; one line each. */
public final class Generators {
  private static final Map<String, Factory> GENERATORS =
      new TreeMap<>(
          Map.of(
              "control-charts",
              (task, length, seed) -> new ControlCharts(length, seed),
              "reber",
              (task, length, seed) -> new ReberGrammar(ReberGrammar.Form.SIMPLE, task, seed),
              "embedded-reber",
              (task, length, seed) -> new ReberGrammar(ReberGrammar.Form.EMBEDDED, task, seed)));

  private Generators() {}

  @FunctionalInterface
  private interface Factory {
    Generator of(Task task, int length, long seed);
  }

  /** Names of all generators, sorted. */
  public static Set<String> names() {
    return GENERATORS.keySet();
  }

  /**
   * The generator of a format of {@link #names()}.
   *
   * @param length steps of a sequence, where the format leaves it open
   */
  public static Generator of(String format, Task task, int length, long seed) {
    if (!GENERATORS.containsKey(format)) {
      throw new IllegalArgumentException(
          "no generator '%s', only %s".formatted(format, List.copyOf(names())));
    }
    return GENERATORS.get(format).of(task, length, seed);
  }
}
