package io.espalier.jobs;

import io.espalier.run.Progress;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** A command that works, tells how far it is, and prints a result or what went wrong. */
abstract class Work implements Callable<Integer> {
  @ParentCommand private Espalier espalier;

  @Option(names = "--quiet", description = "No progress.")
  private boolean quiet;

  @Option(names = "--json", description = "The result as JSON on standard output.")
  private boolean json;

  @Option(names = "--stacktrace", description = "Stack traces of failures.")
  private boolean stacktrace;

  /**
   * What a command brings home.
   *
   * @param text for people
   * @param json for programs
   * @param unmet what was asked of it and does not hold, a sentence each
   */
  record Result(String text, String json, List<String> unmet) {
    Result(String text, String json) {
      this(text, json, List.of());
    }
  }

  /** Does the work of the command. */
  abstract Result work(Progress progress);

  @Override
  public Integer call() {
    Streams streams = espalier.streams();
    try {
      Result result = work(progress(streams));
      streams.result(json ? result.json() : result.text());
      return Failures.unmet(result.unmet(), streams);
    } catch (Throwable e) { // a failure is told, whatever it is
      streams.wipe();
      if (stacktrace) {
        streams.trace(e);
      }
      return Failures.tell(e, streams);
    }
  }

  private Progress progress(Streams streams) {
    if (quiet) {
      return Progress.silent();
    }
    return streams.width() > 0
        ? new ProgressBar(streams.err(), streams.width(), System::currentTimeMillis)
        : new ProgressLines(streams.err(), System::currentTimeMillis);
  }
}
