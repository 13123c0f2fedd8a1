package io.espalier.plan;

import com.typesafe.config.ConfigOrigin;
import io.espalier.model.InputException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Everything that is wrong with a configuration, in the order it was found. */
final class Problems {
  /** Origin of the defaults. */
  static final String DEFAULTS = "default";

  /** Origin of keys given on the command line. */
  static final String OVERRIDES = "--set";

  /** Beginning of the origin of values from the environment. */
  static final String VARIABLE = "environment variable ";

  /** How the origin of a value that stands in several places begins. */
  private static final String MERGE = "merge of ";

  private static final Pattern LINE = Pattern.compile("(.*): (\\d+)(?:-\\d+)?", Pattern.DOTALL);

  private final String origin;
  private final Set<String> sentences = new LinkedHashSet<>();
  private final Set<String> paths = new LinkedHashSet<>();

  /**
   * @param origin name of the configuration, where keys that are missing should stand
   */
  Problems(String origin) {
    this.origin = origin;
  }

  /** Name of the configuration. */
  String origin() {
    return origin;
  }

  /**
   * Notes a problem.
   *
   * @param path the key it is about
   * @param sentence says what is wrong, beginning with the key
   * @param place where the value stands
   */
  void add(String path, String sentence, String place) {
    paths.add(path);
    sentences.add("%s (%s)".formatted(sentence, place));
  }

  /** Whether nothing is known to be wrong with these keys, so that they can be compared. */
  boolean isSound(String... keys) {
    for (String key : keys) {
      for (String path : paths) {
        if (path.equals(key) || path.startsWith(key + ".") || path.startsWith(key + "[")) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Ends the reading if there was any problem.
   *
   * @throws InputException with all problems
   */
  void throwIfAny() {
    if (!sentences.isEmpty()) {
      throw new InputException(sentences.stream().toList());
    }
  }

  /** File and line of a value, {@code --set}, {@code default}, or the environment variable. */
  static String place(ConfigOrigin origin) {
    String place = origin.description();
    if (place.startsWith(MERGE)) {
      place = place.substring(MERGE.length());
      if (place.startsWith(OVERRIDES + ",")) {
        return OVERRIDES;
      }
      place = place.replaceFirst(",(%s|%s)$".formatted(OVERRIDES, DEFAULTS), "");
    }
    Matcher line = LINE.matcher(place);
    if (!line.matches()) {
      return place;
    }
    String name = line.group(1);
    return name.equals(OVERRIDES) || name.equals(DEFAULTS) ? name : name + ":" + line.group(2);
  }
}
