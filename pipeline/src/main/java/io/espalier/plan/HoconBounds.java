package io.espalier.plan;

import io.espalier.model.InputException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * What a HOCON text may ask of its parser, which walks into brackets and keys as deep as they nest,
 * and copies what substitutions name: a few that name each other make values without end.
 */
final class HoconBounds {
  /** The deepest key has five levels; lists of lists are not much deeper. */
  private static final int DEPTH = 100;

  private static final int SUBSTITUTIONS = 30;

  /** The parser takes signs among the digits. */
  private static final Pattern ESCAPE_OF_NOTHING =
      Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*+\\\\u(?![0-9a-fA-F]{4})");

  private final HoconCursor cursor;
  private final String origin;

  /** How much deeper each open bracket is than the one around it. */
  private final Deque<Integer> open = new ArrayDeque<>();

  private int depth;
  private int dots;
  private int substitutions;

  private HoconBounds(String text, String origin) {
    this.cursor = new HoconCursor(text);
    this.origin = origin;
  }

  /**
   * Makes sure that a text can be parsed in little time and memory.
   *
   * @throws InputException naming the line where it asks too much
   */
  static void check(String text, String origin) {
    new HoconBounds(text, origin).check();
  }

  private void check() {
    while (!cursor.isAtEnd()) {
      int start = cursor.position();
      if (cursor.passQuoted()) {
        String quoted = cursor.since(start);
        if (!quoted.startsWith("\"\"\"") && ESCAPE_OF_NOTHING.matcher(quoted).find()) {
          throw refused("\\u in a quoted text must be followed by four hexadecimal digits");
        }
      } else if (!cursor.passComment()) {
        count(cursor.sign());
        cursor.step();
      }
    }
  }

  private void count(char sign) {
    if (cursor.isAt("${")) {
      substitutions++;
    }
    switch (sign) {
      case '.' -> dots++;
      case '{', '[' -> {
        open.push(dots + 1);
        depth += dots + 1;
        dots = 0;
      }
      case '}', ']' -> {
        depth -= open.isEmpty() ? 0 : open.pop();
        dots = 0;
      }
      case '\n', ',' -> dots = 0;
      default -> {}
    }
    if (depth + dots > DEPTH) {
      throw refused("brackets and keys are nested more than %d deep".formatted(DEPTH));
    }
    if (substitutions > SUBSTITUTIONS) {
      throw refused("there are more than %d substitutions ${...}".formatted(SUBSTITUTIONS));
    }
  }

  private InputException refused(String why) {
    String place = origin.equals(Problems.OVERRIDES) ? origin : origin + ":" + cursor.line();
    return new InputException("the configuration cannot be read: %s (%s)".formatted(why, place));
  }
}
