package io.espalier.report;

import java.util.Locale;

/** Numbers for people; the same text on any machine. */
final class Figures {
  private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB"};

  private Figures() {}

  /** {@code 12,345}. */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A fraction as {@code 98.50 %}. */
  static String percent(double fraction) {
    return finite(fraction, String.format(Locale.ROOT, "%.2f %%", 100 * fraction));
  }

  /** Four significant digits. */
  static String number(double value) {
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-3 || size >= 1e6)) {
      return finite(value, String.format(Locale.ROOT, "%.3e", value));
    }
    int digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
    return finite(value, String.format(Locale.ROOT, "%,." + digits + "f", value));
  }

  /** With + or −, and this many digits after the point. */
  static String signed(double value, int digits) {
    String text = String.format(Locale.ROOT, "%." + digits + "f", Math.abs(value));
    boolean zero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
    return finite(value, zero ? "±" + text : value < 0 ? "−" + text : "+" + text);
  }

  /** Decimal units, three significant digits: {@code 1.25 MB}. */
  static String bytes(long bytes) {
    double size = bytes;
    int unit = 0;
    while (size >= 999.5 && unit < BYTE_UNITS.length - 1) {
      size /= 1000;
      unit++;
    }
    int digits = unit == 0 || size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + digits + "f %s", size, BYTE_UNITS[unit]);
  }

  /** Seconds up to two minutes, then minutes, then hours. */
  static String duration(double seconds) {
    if (seconds < 120) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return seconds < 7200
        ? String.format(Locale.ROOT, "%.1f min", seconds / 60)
        : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
  }

  /** Whole seconds, minutes, hours or days, whichever says it in the fewest digits. */
  static String age(double seconds) {
    double size = Math.max(0, seconds);
    if (size < 120) {
      return String.format(Locale.ROOT, "%.0f s", size);
    } else if (size < 7200) {
      return String.format(Locale.ROOT, "%.0f min", size / 60);
    }
    return size < 2 * 86400
        ? String.format(Locale.ROOT, "%.0f h", size / 3600)
        : String.format(Locale.ROOT, "%.0f d", size / 86400);
  }

  private static String finite(double value, String text) {
    return Double.isNaN(value) ? "not a number" : Double.isInfinite(value) ? "infinite" : text;
  }
}
