package io.espalier.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EndedFromOutsideTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Streams streams =
      new Streams(
          new PrintStream(OutputStream.nullOutputStream()),
          new PrintStream(err, true, StandardCharsets.UTF_8),
          0);

  @Test
  void aSignalIsOneLineWhateverBreaksOffThen() {
    EndedFromOutside ended = EndedFromOutside.watch(streams);
    ended.run();
    streams.err().println("espalier: Job 7 was cancelled");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines(
            "espalier: ended by a signal; the same command goes on where this one stopped");
  }

  @Test
  void theEndOfTheWorkIsNone() {
    EndedFromOutside ended = EndedFromOutside.watch(streams);
    ended.tooLate();
    ended.run();
    assertThat(err.size()).isZero();
  }

  @Test
  void aResultThatCannotBeWrittenIsAFailure() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    Streams closed = new Streams(new PrintStream(full), streams.err(), 0);
    assertThat(Espalier.execute(new String[] {"--version"}, closed)).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines(
            "espalier: standard output is closed or full, and lacks the result");
  }
}
