package io.espalier.jobs;

import java.util.Locale;
import java.util.function.LongSupplier;

/** How far one piece of work is, and how long the rest will take at the rate so far. */
final class WorkProgress {
  private final LongSupplier millis;
  private final String title;
  private final long total;
  private final long start;
  private long done;
  private String detail = "";

  /**
   * @param millis a clock
   * @param title of the work
   * @param total units of work; 0 if unknown
   */
  WorkProgress(LongSupplier millis, String title, long total) {
    this.millis = millis;
    this.title = title;
    this.total = total;
    this.start = millis.getAsLong();
  }

  void advance(long units, String what) {
    done = units;
    detail = what;
  }

  String title() {
    return title;
  }

  String detail() {
    return detail;
  }

  /** The outcome, with the title before it unless it says it itself. */
  String outcome(String outcome) {
    return outcome.startsWith(title) ? outcome : title + " · " + outcome;
  }

  /** Fraction done, in [0, 1]. */
  double fraction() {
    return total <= 0 ? 0 : Math.min(1, Math.max(0, (double) done / total));
  }

  /** For example {@code 42 %}; nothing if the total is unknown. */
  String percentage() {
    return total <= 0 ? "" : "%d %%".formatted((int) Math.floor(100 * fraction()));
  }

  /** For example {@code 1:05 left}; nothing before any work is done. */
  String timeLeft() {
    if (fraction() == 0) {
      return "";
    }
    double elapsed = millis.getAsLong() - start;
    return time(Math.round(elapsed * (1 - fraction()) / fraction() / 1000)) + " left";
  }

  private static String time(long seconds) {
    return seconds < 3600
        ? "%d:%02d".formatted(seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
