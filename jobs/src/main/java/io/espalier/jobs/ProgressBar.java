package io.espalier.jobs;

import io.espalier.model.Printable;
import io.espalier.run.Progress;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One line of a terminal that is written over and over, and a line that stays for each outcome. */
final class ProgressBar implements Progress {
  /** Back to the first column, and nothing from there on. */
  static final String ERASE = "\r\u001b[K";

  private static final long REDRAW_MILLIS = 100;
  private static final int CELLS = 20;

  private final PrintStream terminal;
  private final int width;
  private final LongSupplier millis;
  private final Map<Thread, WorkProgress> works = new HashMap<>();
  private Optional<WorkProgress> shown = Optional.empty();
  private long drawn;

  ProgressBar(PrintStream terminal, int width, LongSupplier millis) {
    this.terminal = terminal;
    this.width = width;
    this.millis = millis;
  }

  @Override
  public synchronized void begin(String title, long total) {
    WorkProgress begun = new WorkProgress(millis, title, total);
    works.put(Thread.currentThread(), begun);
    shown = Optional.of(begun);
    draw();
  }

  @Override
  public synchronized void advance(long done, String detail) {
    shown = Optional.ofNullable(works.get(Thread.currentThread()));
    shown.ifPresent(current -> current.advance(done, detail));
    if (millis.getAsLong() - drawn >= REDRAW_MILLIS) {
      draw();
    }
  }

  @Override
  public synchronized void end(String outcome) {
    Optional<WorkProgress> ended = Optional.ofNullable(works.remove(Thread.currentThread()));
    shown = works.values().stream().findAny();
    stay(ended.map(current -> current.outcome(outcome)).orElse(outcome));
  }

  @Override
  public synchronized void say(String line) {
    stay(line);
    draw();
  }

  private void stay(String line) {
    terminal.print(ERASE + Printable.line(line) + System.lineSeparator());
    terminal.flush();
  }

  private void draw() {
    drawn = millis.getAsLong();
    shown.ifPresent(
        current -> {
          terminal.print(ERASE + fitted(Printable.line(line(current))));
          terminal.flush();
        });
  }

  private static String line(WorkProgress work) {
    return Stream.of(work.title(), cells(work), work.percentage(), work.detail(), work.timeLeft())
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("  "));
  }

  private static String cells(WorkProgress work) {
    if (work.percentage().isEmpty()) {
      return "";
    }
    int full = (int) (work.fraction() * CELLS);
    return "█".repeat(full) + "░".repeat(CELLS - full);
  }

  /** Leaves the last column free, so that no terminal wraps the line. */
  private String fitted(String line) {
    return line.length() < width ? line : line.substring(0, width - 2) + "…";
  }
}
