package io.espalier.jobs;

import io.espalier.model.Printable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where the command line writes.
 *
 * @param out results only
 * @param err progress and problems
 * @param width columns of the terminal behind {@code err}; 0 if it is none
 */
record Streams(PrintStream out, PrintStream err, int width) {
  private static final int USUAL_WIDTH = 80;

  /** Those of this process, in UTF-8; the launcher says how wide the terminal is. */
  static Streams ofProcess() {
    int width = Integer.getInteger("espalier.columns", System.console() == null ? 0 : USUAL_WIDTH);
    return new Streams(utf8(FileDescriptor.out), utf8(FileDescriptor.err), width);
  }

  /** Wipes what stands on the terminal's last line, such as a progress bar; nothing elsewhere. */
  void wipe() {
    if (width > 0) {
      err.print(ProgressBar.ERASE);
    }
  }

  /** Prints what a command brings home. */
  void result(String text) {
    out.println(Printable.lines(text.stripTrailing()));
    out.flush();
  }

  /** Prints where a failure came from. */
  void trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text, true));
    err.println(Printable.lines(text.toString().stripTrailing().replace("\t", "    ")));
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
