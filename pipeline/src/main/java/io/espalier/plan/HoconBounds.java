package io.espalier.plan;

import io.espalier.model.InputException;

/**
 * What a HOCON text may ask of its parser, which walks into brackets as deep as they nest, and
 * copies what substitutions name: a few that name each other make values without end.
 */
final class HoconBounds {
  /** The deepest key has five levels; lists of lists are not much deeper. */
  private static final int DEPTH = 100;

  private static final int SUBSTITUTIONS = 30;

  private final String text;
  private final String origin;
  private int at;
  private int line = 1;
  private int depth;
  private int substitutions;

  private HoconBounds(String text, String origin) {
    this.text = text;
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
    while (at < text.length()) {
      char character = text.charAt(at);
      if (text.startsWith("\"\"\"", at)) {
        skipTo("\"\"\"", at + 3);
      } else if (character == '"') {
        skipString();
      } else if (character == '#' || text.startsWith("//", at)) {
        skipTo("\n", at);
      } else {
        count(character);
        at++;
      }
    }
  }

  private void count(char character) {
    switch (character) {
      case '\n' -> line++;
      case '{', '[' -> depth++;
      case '}', ']' -> depth--;
      default -> {}
    }
    if (text.startsWith("${", at)) {
      substitutions++;
    }
    if (depth > DEPTH) {
      throw refused("brackets are nested more than %d deep".formatted(DEPTH));
    }
    if (substitutions > SUBSTITUTIONS) {
      throw refused("there are more than %d substitutions ${...}".formatted(SUBSTITUTIONS));
    }
  }

  private InputException refused(String why) {
    return new InputException("the configuration cannot be read: %s (%s)".formatted(why, place()));
  }

  private String place() {
    return origin.equals(Problems.OVERRIDES) ? origin : origin + ":" + line;
  }

  /** Skips a quoted text, which ends with its line at the latest. */
  private void skipString() {
    at++;
    while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\n') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    if (at < text.length() && text.charAt(at) == '"') {
      at++;
    }
  }

  private void skipTo(String end, int from) {
    int found = text.indexOf(end, from);
    int next = found < 0 ? text.length() : found + end.length();
    line += (int) text.substring(at, next).chars().filter(one -> one == '\n').count();
    at = next;
  }
}
