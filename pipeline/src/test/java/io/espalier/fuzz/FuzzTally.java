package io.espalier.fuzz;

import io.espalier.fuzz.FuzzPart.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Inputs of a part that were tried, by how they ended. */
final class FuzzTally {
  static final String HEADINGS =
      "%-16s %10s %10s %10s %6s".formatted("part", "inputs", "taken", "refused", "finds");

  private static final Path FINDS = Path.of("target", "fuzz");

  /** Kinds of finds after which a part ends. */
  private static final int ENOUGH = 5;

  private final String part;
  private long taken;
  private long refused;
  private long found;
  private final Map<String, Find> finds = new TreeMap<>();

  FuzzTally(String part) {
    this.part = part;
  }

  /** An input that ended otherwise. */
  record Find(String part, long seed, Throwable failure) {
    /** The same for finds at the same place. */
    private String kind() {
      StackTraceElement[] trace = failure.getStackTrace();
      return failure.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }
  }

  /** Counts an outcome; the input of the first find of a kind is written to a file. */
  void add(Object outcome, byte[] input) throws IOException {
    if (outcome instanceof Find find) {
      found++;
      if (finds.putIfAbsent(find.kind(), find) == null) {
        Files.createDirectories(FINDS);
        Files.write(FINDS.resolve(part + "-" + find.seed()), input);
      }
    } else if (outcome == Verdict.TAKEN) {
      taken++;
    } else {
      refused++;
    }
  }

  boolean goesOn() {
    return finds.size() < ENOUGH && found < 1000;
  }

  long inputs() {
    return taken + refused + found;
  }

  String row() {
    return "%-16s %,10d %,10d %,10d %,6d".formatted(part, inputs(), taken, refused, found);
  }

  /** What there is to mend, each with the command that meets it again. */
  List<String> finds() {
    List<String> told = new ArrayList<>();
    for (Find find : finds.values()) {
      StringWriter trace = new StringWriter();
      find.failure().printStackTrace(new PrintWriter(trace));
      told.add(
          "%s, input %s: -Dfuzz.part=%s -Dfuzz.seed=%d%n%s"
              .formatted(
                  part,
                  FINDS.resolve(part + "-" + find.seed()),
                  part,
                  find.seed(),
                  trace.toString().lines().limit(25).reduce("", (a, b) -> a + "\n" + b)));
    }
    return told;
  }
}
