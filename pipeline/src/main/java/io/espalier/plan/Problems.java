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

  private static final Pattern DESCRIPTION =
      Pattern.compile("(?:merge of )?(.*?)(?:: (\\d+)(?:-\\d+)?)?(?:,.*)?");

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

  /** File and line of a value, {@code --set}, or {@code default}. */
  static String place(ConfigOrigin origin) {
    Matcher parts = DESCRIPTION.matcher(origin.description());
    if (!parts.matches()) {
      return origin.description();
    }
    boolean inFile = !parts.group(1).equals(OVERRIDES) && !parts.group(1).equals(DEFAULTS);
    return inFile && parts.group(2) != null
        ? parts.group(1) + ":" + parts.group(2)
        : parts.group(1);
  }
}
