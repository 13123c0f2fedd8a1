package io.espalier.jobs;

import io.espalier.model.Printable;
import io.espalier.run.Progress;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plain lines for log files: one every few seconds at most, and one for each outcome. */
final class ProgressLines implements Progress {
  private static final long EVERY_MILLIS = 5_000;

  private final PrintStream log;
  private final LongSupplier millis;
  private final Map<Thread, WorkProgress> works = new HashMap<>();
  private long written;

  ProgressLines(PrintStream log, LongSupplier millis) {
    this.log = log;
    this.millis = millis;
    this.written = millis.getAsLong();
  }

  @Override
  public synchronized void begin(String title, long total) {
    works.put(Thread.currentThread(), new WorkProgress(millis, title, total));
  }

  @Override
  public synchronized void advance(long done, String detail) {
    WorkProgress current = works.get(Thread.currentThread());
    current.advance(done, detail);
    if (millis.getAsLong() - written >= EVERY_MILLIS) {
      say(line(current));
    }
  }

  @Override
  public synchronized void end(String outcome) {
    say(works.remove(Thread.currentThread()).outcome(outcome));
  }

  @Override
  public synchronized void say(String line) {
    log.println(Printable.line(line));
    log.flush();
    written = millis.getAsLong();
  }

  private static String line(WorkProgress work) {
    return Stream.of(work.title(), work.percentage(), work.detail(), work.timeLeft())
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" · "));
  }
}
