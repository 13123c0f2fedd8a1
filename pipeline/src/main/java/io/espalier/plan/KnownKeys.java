package io.espalier.plan;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import io.espalier.model.NearestNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tells keys that exist from those that somebody mistyped. */
final class KnownKeys {
  private KnownKeys() {}

  /**
   * Notes every key that the reference does not have, with the most similar one that it has. A
   * group that is empty in the reference takes keys of the user's own.
   *
   * @param path of both groups, empty for the root
   */
  static void check(String path, ConfigObject given, ConfigObject reference, Problems problems) {
    List<String> all = paths(path, reference);
    walk(path, given, reference, all, problems);
  }

  /** Full paths of all keys, those of groups too. */
  static List<String> paths(String path, ConfigObject group) {
    List<String> paths = new ArrayList<>();
    for (String key : new TreeSet<>(group.keySet())) {
      paths.add(join(path, key));
      if (group.get(key) instanceof ConfigObject inner) {
        paths.addAll(paths(join(path, key), inner));
      }
    }
    return paths;
  }

  private static void walk(
      String path,
      ConfigObject given,
      ConfigObject reference,
      List<String> all,
      Problems problems) {
    for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(given).entrySet()) {
      String key = entry.getKey();
      String full = join(path, key);
      if (!reference.containsKey(key)) {
        problems.add(
            full,
            "%s is not a known key%s".formatted(full, suggestion(path, key, reference, all)),
            Problems.place(entry.getValue().origin()));
      } else if (entry.getValue() instanceof ConfigObject inner
          && reference.get(key) instanceof ConfigObject known
          && !known.isEmpty()) {
        walk(full, inner, known, all, problems);
      }
    }
  }

  /** A similar key of the group, or keys of this name in the group or anywhere else. */
  private static String suggestion(
      String path, String key, ConfigObject reference, List<String> all) {
    return NearestNames.of(key, reference.keySet()).stream()
        .findFirst()
        .map(nearest -> join(path, nearest))
        .or(() -> namesake(path + ".", key, all))
        .or(() -> namesake("", key, all))
        .map("; did you mean %s?"::formatted)
        .orElse("");
  }

  private static Optional<String> namesake(String prefix, String key, List<String> all) {
    return all.stream()
        .filter(known -> known.startsWith(prefix) && known.endsWith("." + key))
        .reduce((one, other) -> one + " or " + other);
  }

  private static String join(String path, String key) {
    String quoted = key.matches("[A-Za-z0-9_-]+") ? key : ConfigUtil.quoteString(key);
    return path.isEmpty() ? quoted : path + "." + quoted;
  }
}
