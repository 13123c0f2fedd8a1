package io.espalier.jobs;

import io.espalier.model.InputException;
import io.espalier.model.Printable;
import io.espalier.run.DivergedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an exception means to the user: an exit code and a few lines. */
final class Failures {
  /** All went well. */
  static final int FINE = 0;

  /** The work failed. */
  static final int FAILED = 1;

  /** What was given cannot be worked with. */
  static final int BAD_INPUT = 2;

  /** The work was done, and what came of it is not what was required. */
  static final int UNMET = 3;

  /** How Spark tells why a task failed: the exception stands behind the executor's name. */
  private static final Pattern LOST_TASK =
      Pattern.compile("most recent failure: Lost task [^:]*\\): (.+)");

  private static final String PREFIX = "espalier: ";

  private Failures() {}

  /** 2 if bad input is at the bottom of it, else 1. */
  static int exitCode(Throwable failure) {
    return badInput(failure).isPresent() ? BAD_INPUT : FAILED;
  }

  /** Writes the lines; the exit code. */
  static int tell(Throwable failure, Streams streams) {
    lines(failure).stream().map(Printable::line).forEach(streams.err()::println);
    return exitCode(failure);
  }

  /** Writes what was required and does not hold, a line each; the exit code. */
  static int unmet(List<String> sentences, Streams streams) {
    sentences.forEach(sentence -> streams.err().println(PREFIX + Printable.line(sentence)));
    return sentences.isEmpty() ? FINE : UNMET;
  }

  /** One line for each problem of bad input; else the root cause and then what it broke. */
  static List<String> lines(Throwable failure) {
    Optional<InputException> badInput = badInput(failure);
    if (badInput.isPresent()) {
      return badInput.get().problems().stream().map(problem -> PREFIX + problem).toList();
    }
    List<String> lines = new ArrayList<>();
    List<Throwable> chain = chain(failure);
    Collections.reverse(chain);
    for (Throwable link : chain) {
      String line = firstLine(link);
      boolean told =
          lines.stream()
              .anyMatch(other -> other.contains(line) || (explains(other) && line.contains(other)));
      if (!told) {
        lines.add(line);
      }
    }
    // The mere kind of an exception is not worth a line where another names it.
    lines.removeIf(
        line ->
            !explains(line)
                && lines.stream().anyMatch(other -> explains(other) && other.contains(line)));
    List<String> prefixed = new ArrayList<>();
    prefixed.add(PREFIX + lines.get(0));
    lines.stream().skip(1).map(line -> PREFIX + "  in: " + line).forEach(prefixed::add);
    boolean helpsToRepeat = chain.stream().noneMatch(DivergedException.class::isInstance);
    prefixed.add(
        PREFIX
            + (helpsToRepeat ? "the same command goes on where this one stopped; " : "")
            + "--stacktrace tells more");
    return prefixed;
  }

  private static Optional<InputException> badInput(Throwable failure) {
    return chain(failure).stream()
        .filter(InputException.class::isInstance)
        .map(InputException.class::cast)
        .findFirst();
  }

  private static List<Throwable> chain(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable link = failure; link != null && seen.add(link); link = link.getCause()) {
      chain.add(link);
    }
    return chain;
  }

  private static String firstLine(Throwable link) {
    String message = withoutCause(link);
    String kind = link.getClass().getSimpleName();
    if (message.isBlank()) {
      return kind;
    }
    String first = message.strip().lines().findFirst().orElse(kind);
    Matcher task = LOST_TASK.matcher(first);
    if (task.find()) {
      return task.group(1);
    }
    return explains(first) ? first : kind + ": " + first;
  }

  /** What a message says beyond that of its cause, which gets a line of its own. */
  private static String withoutCause(Throwable link) {
    String message = link.getMessage() == null ? "" : link.getMessage();
    String told = link.getCause() == null ? "" : ": " + link.getCause();
    return message.endsWith(told)
        ? message.substring(0, message.length() - told.length())
        : message;
  }

  private static boolean explains(String line) {
    return line.contains(" ");
  }
}
