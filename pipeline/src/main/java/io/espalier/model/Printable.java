package io.espalier.model;

import java.util.regex.Pattern;

/**
 * Text as it may leave the process, to a terminal, a log, a page or a program: nothing in it moves
 * a cursor, ends a line or turns the direction of writing, and no password is in it.
 */
public final class Printable {
  private static final String HIDDEN = "***";

  /** User and password before the host of an address. */
  private static final Pattern USER = Pattern.compile("(:/{1,2})[^\\s/@:'\"]*:[^\\s/'\"]*@");

  /** Settings and parts of queries whose names say that they are secret, with their values. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)((?:(?:secret|passw|credential|signature|account[.-]key|access[._-]?key"
              + "|(?:session|security|auth|sas)[._-]?token)[\\w.-]{0,60}"
              + "|[?&](?:sig|[\\w-]{0,60}(?:key|token|auth)))[\"']?\\s{0,9}[=:]\\s{0,9})"
              + "(?:([\"'])[^\"'\\n]*|[^\\s&,;)\"']+)");

  private Printable() {}

  /** A text on one line: what controls is written as a program would write it, {@code \u001b}. */
  public static String line(String text) {
    return escaped(masked(text), "");
  }

  /** The same of several lines. */
  public static String lines(String text) {
    return escaped(masked(text), "\n");
  }

  private static String masked(String text) {
    String withoutUsers = USER.matcher(text).replaceAll("$1" + HIDDEN + "@");
    return SECRET.matcher(withoutUsers).replaceAll("$1$2" + HIDDEN);
  }

  private static String escaped(String text, String kept) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (isPlain(point) || kept.indexOf(point) >= 0) {
                escaped.appendCodePoint(point);
              } else {
                escaped.append(escape(point));
              }
            });
    return escaped.toString();
  }

  private static String escape(int point) {
    return switch (point) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> "\\u%04x".formatted(point);
    };
  }

  private static boolean isPlain(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SURROGATE ->
          false;
      case Character.FORMAT -> !turns(point);
      default -> true;
    };
  }

  /** Marks, embeddings, overrides and isolates of the direction of writing. */
  private static boolean turns(int point) {
    return point == 0x061C
        || point == 0x200E
        || point == 0x200F
        || point >= 0x202A && point <= 0x202E
        || point >= 0x2066 && point <= 0x206F
        || point == 0xFEFF;
  }
}
