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
  /** Keys of earlier versions, without positions of layers, and their names now. */
  static final Map<String, String> RENAMED = Map.of();

  private final Map<String, String> renamed;
  private final List<String> all;
  private final Problems problems;

  private KnownKeys(Map<String, String> renamed, List<String> all, Problems problems) {
    this.renamed = renamed;
    this.all = all;
    this.problems = problems;
  }

  /**
   * Notes every key that the reference does not have, with the name it has now or the most similar
   * one that there is. A group that is empty in the reference takes keys of the user's own.
   *
   * @param path of both groups, empty for the root
   */
  static void check(String path, ConfigObject given, ConfigObject reference, Problems problems) {
    check(path, given, reference, RENAMED, problems);
  }

  /** The same with other renamed keys. */
  static void check(
      String path,
      ConfigObject given,
      ConfigObject reference,
      Map<String, String> renamed,
      Problems problems) {
    new KnownKeys(renamed, paths(path, reference), problems).walk(path, given, reference);
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

  private void walk(String path, ConfigObject given, ConfigObject reference) {
    for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(given).entrySet()) {
      String key = entry.getKey();
      String full = join(path, key);
      if (!reference.containsKey(key)) {
        problems.add(
            full,
            "%s is not a known key%s".formatted(full, suggestion(path, key, reference)),
            Problems.place(entry.getValue().origin()));
      } else if (entry.getValue() instanceof ConfigObject inner
          && reference.get(key) instanceof ConfigObject known
          && !known.isEmpty()) {
        walk(full, inner, known);
      }
    }
  }

  /** The name now, a similar key of the group, or keys of this name in it or anywhere else. */
  private String suggestion(String path, String key, ConfigObject reference) {
    String now = renamed.get(join(path, key).replaceAll("\\[\\d+]", ""));
    if (now != null) {
      return "; it is called %s now".formatted(now);
    }
    return NearestNames.of(key, reference.keySet()).stream()
        .findFirst()
        .map(nearest -> join(path, nearest))
        .or(() -> namesake(path + ".", key))
        .or(() -> namesake("", key))
        .map("; did you mean %s?"::formatted)
        .orElse("");
  }

  private Optional<String> namesake(String prefix, String key) {
    return all.stream()
        .filter(known -> known.startsWith(prefix) && known.endsWith("." + key))
        .reduce((one, other) -> one + " or " + other);
  }

  private static String join(String path, String key) {
    String quoted = key.matches("[A-Za-z0-9_-]+") ? key : ConfigUtil.quoteString(key);
    return path.isEmpty() ? quoted : path + "." + quoted;
  }
}
