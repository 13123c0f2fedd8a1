package io.espalier.model;

import static java.util.regex.Matcher.quoteReplacement;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text as it may leave the process, to a terminal, a log, a page or a program: nothing in it moves
 * a cursor, ends a line, is unseen or turns the direction of writing, and no password is in it.
 */
public final class Printable {
  private static final String HIDDEN = "***";
  private static final int LAST_LATIN = 0x024F;
  private static final int BLACK_FLAG = 0x1F3F4;

  /**
   * User and password before the host of an address; after the colon stands no port. Containers of
   * Azure stand there, too, without a colon.
   */
  private static final Pattern USER =
      Pattern.compile(
          "(?i)(:/{1,2})[^\\s/@:\\[]{0,200}(?::(?!\\d{1,5}(?:[^\\d@%]|$))|%3a)[^\\s\"]{0,500}(?:@|%40)"
              + "|(?<=s3[an]?|gs)(:/{1,2})[^\\s/@:]{0,200}:[^\\s\"]{0,500}@"
              + "|(?<!abfss?|wasbs?)(://)[^\\s/@:'\"]{1,200}@");

  /** In quotes of a text that stands in quotes itself, in quotes, or without. */
  private static final String VALUE =
      "(?:(?<=\\\\)\"[^\"\\n]*(?=\\\\\")|\"[^\"\\n]*(?:(?<=\\\\)\"[^\"\\n]*){0,50}|'[^'\\n]*"
          + "|(?:(?:Basic|Bearer)\\s)?[^\\s\"']*[^\\s\"',;.)\\]}])";

  /** Settings whose names say that they are secret, with their values; and parts of queries. */
  private static final Pattern SETTING =
      Pattern.compile(
          "(?i)([?&#;]([\\w.-]{1,60})=)([^\\s&#'\"]+)"
              + "|((?:"
              + SecretNames.CLEAR
              + ")[\\w.-]{0,60}\\\\?[\"']?\\s{0,9}[=:]\\s{0,9}\\\\?)("
              + VALUE
              + ")");

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
    String withoutUsers =
        USER.matcher(text)
            .replaceAll(
                user -> present(user, 1) + present(user, 2) + present(user, 3) + HIDDEN + "@");
    return SETTING.matcher(withoutUsers).replaceAll(found -> quoteReplacement(setting(found)));
  }

  private static String present(MatchResult match, int group) {
    return match.start(group) < 0 ? "" : match.group(group);
  }

  private static String setting(MatchResult found) {
    if (found.start(1) >= 0) {
      return SecretNames.isSecret(found.group(2)) ? found.group(1) + HIDDEN : found.group();
    }
    String value = found.group(5);
    boolean isQuoted = value.startsWith("\"") || value.startsWith("'");
    return found.group(4) + (isQuoted ? value.substring(0, 1) : "") + HIDDEN;
  }

  private static String escaped(String text, String kept) {
    StringBuilder escaped = new StringBuilder(text.length());
    int before = ' ';
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      int point = text.codePointAt(at);
      if (isPlain(before, point) || kept.indexOf(point) >= 0) {
        escaped.appendCodePoint(point);
        before = point;
      } else {
        escaped.append(escape(point));
        before = ' ';
      }
    }
    return escaped.toString();
  }

  private static String escape(int point) {
    return switch (point) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default ->
          Character.toString(point)
              .chars()
              .mapToObj("\\u%04x"::formatted)
              .collect(Collectors.joining());
    };
  }

  private static boolean isPlain(int before, int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SURROGATE ->
          false;
      case Character.FORMAT -> isSeen(point) || joins(before, point);
      default -> true;
    };
  }

  /** Signs before numbers of Arabic, Syriac and Kaithi, which have a shape. */
  private static boolean isSeen(int point) {
    return point >= 0x0600 && point <= 0x0605
        || point == 0x06DD
        || point == 0x070F
        || point == 0x0890
        || point == 0x0891
        || point == 0x08E2
        || point == 0x110BD
        || point == 0x110CD;
  }

  /**
   * Joiners where writing needs them, behind other signs than Latin ones, and the tags of a flag;
   * other marks of no width hide text, or turn its direction.
   */
  private static boolean joins(int before, int point) {
    if (point == 0x200C || point == 0x200D) {
      return before > LAST_LATIN && Character.getType(before) != Character.FORMAT;
    }
    return isTag(point) && (before == BLACK_FLAG || isTag(before));
  }

  private static boolean isTag(int point) {
    return point >= 0xE0020 && point <= 0xE007F;
  }
}
