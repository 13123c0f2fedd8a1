package io.espalier.jobs;

import io.espalier.model.Printable;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What libraries write, such as their logs: line by line, as it may leave the process. Tabs stay.
 */
final class PrintableLines extends OutputStream {
  /** A line that is longer is cut into several. */
  private static final int LONGEST = 1 << 16;

  private final PrintStream to;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private PrintableLines(PrintStream to) {
    this.to = to;
  }

  /** UTF-8 that is written there once a line is whole. */
  static PrintStream to(PrintStream to) {
    return new PrintStream(new PrintableLines(to), true, StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void write(int one) {
    if (one == '\n' || line.size() == LONGEST) {
      end();
    }
    if (one != '\n') {
      line.write(one);
    }
  }

  @Override
  public synchronized void close() {
    if (line.size() > 0) {
      end();
    }
  }

  private void end() {
    to.println(Printable.line(line.toString(StandardCharsets.UTF_8).replace("\t", "    ")));
    line.reset();
  }
}
