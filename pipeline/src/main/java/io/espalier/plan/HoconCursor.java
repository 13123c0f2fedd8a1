package io.espalier.plan;

/** A place in a HOCON text that moves over it; quoted texts and comments are passed at once. */
final class HoconCursor {
  private static final String TRIPLE = "\"\"\"";

  private final String text;
  private int at;
  private int line = 1;

  HoconCursor(String text) {
    this.text = text;
  }

  boolean isAtEnd() {
    return at >= text.length();
  }

  /** Counted from 1. */
  int line() {
    return line;
  }

  int position() {
    return at;
  }

  /** The sign here; not at the end. */
  char sign() {
    return text.charAt(at);
  }

  boolean isAt(String what) {
    return text.startsWith(what, at);
  }

  /** What was passed since a position. */
  String since(int position) {
    return text.substring(position, at);
  }

  /** Goes to the next sign. */
  void step() {
    to(at + 1);
  }

  /** Passes a quoted text if one begins here; one without end ends with its line. */
  boolean passQuoted() {
    if (isAt(TRIPLE)) {
      int end = text.indexOf(TRIPLE, at + TRIPLE.length());
      to(end < 0 ? text.length() : end + TRIPLE.length());
      while (end >= 0 && isAt("\"")) {
        step();
      }
      return true;
    }
    if (!isAt("\"")) {
      return false;
    }
    int end = at + 1;
    while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\n') {
      end += text.charAt(end) == '\\' && !text.startsWith("\n", end + 1) ? 2 : 1;
    }
    to(text.startsWith("\"", end) ? end + 1 : end);
    return true;
  }

  /** Passes a comment if one begins here, but not the end of its line. */
  boolean passComment() {
    if (!isAt("#") && !isAt("//")) {
      return false;
    }
    int end = text.indexOf('\n', at);
    to(end < 0 ? text.length() : end);
    return true;
  }

  private void to(int next) {
    int end = Math.min(next, text.length());
    line += (int) text.substring(at, end).chars().filter(one -> one == '\n').count();
    at = end;
  }
}
