package io.espalier.jobs;

import io.espalier.run.Progress;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plain lines for log files: one every few seconds at most, and one for each outcome. */
final class ProgressLines implements Progress {
  private static final long EVERY_MILLIS = 5_000;

  private final PrintStream log;
  private final LongSupplier millis;
  private Optional<WorkProgress> work = Optional.empty();
  private long written;

  ProgressLines(PrintStream log, LongSupplier millis) {
    this.log = log;
    this.millis = millis;
    this.written = millis.getAsLong();
  }

  @Override
  public void begin(String title, long total) {
    work = Optional.of(new WorkProgress(millis, title, total));
  }

  @Override
  public void advance(long done, String detail) {
    work.ifPresent(current -> current.advance(done, detail));
    if (millis.getAsLong() - written >= EVERY_MILLIS) {
      work.ifPresent(current -> say(line(current)));
    }
  }

  @Override
  public void end(String outcome) {
    say(work.map(current -> current.outcome(outcome)).orElse(outcome));
    work = Optional.empty();
  }

  @Override
  public void say(String line) {
    log.println(line);
    log.flush();
    written = millis.getAsLong();
  }

  private static String line(WorkProgress work) {
    return Stream.of(work.title(), work.percentage(), work.detail(), work.timeLeft())
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" · "));
  }
}
