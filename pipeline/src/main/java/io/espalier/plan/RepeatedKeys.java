package io.espalier.plan;

import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds keys that one text gives two values, of which the parser would take the last without a
 * word. Objects add up, and {@code +=} and substitutions are meant to follow an earlier value.
 */
final class RepeatedKeys {
  private final HoconCursor cursor;
  private final String origin;
  private final Problems problems;

  private RepeatedKeys(String text, String origin, Problems problems) {
    this.cursor = new HoconCursor(text);
    this.origin = origin;
    this.problems = problems;
  }

  /**
   * Notes a problem for each key that is written a second time.
   *
   * @param text that the parser has read
   * @param origin file, or {@code --set}
   */
  static void check(String text, String origin, Problems problems) {
    new RepeatedKeys(text, origin, problems).root();
  }

  /** What a key was given. */
  private enum Kind {
    VALUE,
    SUBSTITUTION,
    GROUP
  }

  /** The first time that a key was written. */
  private record Written(Kind kind, int line) {}

  /**
   * An object that is no part of another: all of a text, or an element of a list.
   *
   * @param name before its keys, with a dot if it has one
   */
  private record Scope(String name, Map<List<String>, Written> keys) {
    Scope(String name) {
      this(name, new HashMap<>());
    }
  }

  private void root() {
    passSpace(",");
    if (!cursor.isAtEnd() && cursor.sign() == '{') {
      cursor.step();
    }
    object(new Scope(""), List.of());
  }

  /** Up to the bracket that closes it. */
  private void object(Scope scope, List<String> prefix) {
    passSpace(",");
    while (!isAtAny("}")) {
      int line = cursor.line();
      List<String> path = new ArrayList<>(prefix);
      path.addAll(key());
      boolean adds = cursor.isAt("+=");
      while (isAtAny("+=:")) {
        cursor.step();
      }
      Kind kind = value(scope, path);
      note(scope, path, new Written(adds ? Kind.SUBSTITUTION : kind, line));
      passSpace(",");
    }
  }

  private List<String> key() {
    StringBuilder key = new StringBuilder();
    while (!isAtAny("=:{") && !cursor.isAt("+=")) {
      int start = cursor.position();
      if (!cursor.passComment()) {
        if (!cursor.passQuoted()) {
          cursor.step();
        }
        key.append(cursor.since(start));
      }
    }
    return ConfigUtil.splitPath(key.toString().strip());
  }

  /** Passes a value. */
  private Kind value(Scope scope, List<String> path) {
    Kind kind = Kind.VALUE;
    int elements = 0;
    passSpace("");
    while (!isAtAny("\n,}]") && !cursor.passComment()) {
      if (cursor.isAt("${")) {
        passSubstitution();
        kind = Kind.SUBSTITUTION;
      } else if (cursor.sign() == '{') {
        cursor.step();
        object(scope, path);
        cursor.step();
        kind = Kind.GROUP;
      } else if (cursor.sign() == '[') {
        elements = list(scope.name + ConfigUtil.joinPath(path), elements);
      } else if (!cursor.passQuoted()) {
        cursor.step();
      }
    }
    return kind;
  }

  /** Passes a list; how many elements there are with it that are objects or lists. */
  private int list(String name, int before) {
    int elements = before;
    cursor.step();
    passSpace(",");
    while (!isAtAny("]")) {
      String element = "%s[%d]".formatted(name, elements);
      if (cursor.isAt("${")) {
        passSubstitution();
      } else if (cursor.sign() == '{') {
        cursor.step();
        object(new Scope(element + "."), List.of());
        cursor.step();
        elements++;
      } else if (cursor.sign() == '[') {
        list(element, 0);
        elements++;
      } else if (!cursor.passQuoted()) {
        cursor.step();
      }
      passSpace(",");
    }
    cursor.step();
    return elements;
  }

  private void passSubstitution() {
    while (!isAtAny("}")) {
      if (!cursor.passQuoted()) {
        cursor.step();
      }
    }
    cursor.step();
  }

  private void passSpace(String more) {
    while (!cursor.isAtEnd()
        && (isSpace(cursor.sign()) || more.indexOf(cursor.sign()) >= 0 || cursor.passComment())) {
      cursor.step();
    }
  }

  private static boolean isSpace(char sign) {
    return Character.isWhitespace(sign) || Character.isSpaceChar(sign) || sign == '\ufeff';
  }

  /** Whether one of these signs stands here, or the text ends. */
  private boolean isAtAny(String signs) {
    return cursor.isAtEnd() || signs.indexOf(cursor.sign()) >= 0;
  }

  private void note(Scope scope, List<String> path, Written now) {
    for (int i = 1; i < path.size(); i++) {
      List<String> group = path.subList(0, i);
      Written earlier = scope.keys.putIfAbsent(group, new Written(Kind.GROUP, now.line));
      if (earlier != null && earlier.kind == Kind.VALUE) {
        refuse(scope, group, earlier, path, now);
        return;
      }
    }
    Written earlier = scope.keys.putIfAbsent(path, now);
    if (earlier != null && now.kind == Kind.VALUE) {
      refuse(scope, path, earlier, path, now);
    }
  }

  private void refuse(
      Scope scope, List<String> before, Written earlier, List<String> path, Written now) {
    String key = scope.name + ConfigUtil.joinPath(path);
    String what =
        before.equals(path) && earlier.kind != Kind.GROUP
            ? "is written twice"
            : "replaces what was written of " + scope.name + ConfigUtil.joinPath(before);
    boolean hasLines = !origin.equals(Problems.OVERRIDES);
    problems.add(
        key,
        "%s %s%s; keep one of them"
            .formatted(key, what, hasLines ? ", first in line " + earlier.line : ""),
        hasLines ? origin + ":" + now.line : origin);
  }
}
