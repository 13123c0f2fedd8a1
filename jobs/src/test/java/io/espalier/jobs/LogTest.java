package io.espalier.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;

/** What libraries have to say, between the lines of the application. */
class LogTest {
  @Test
  void aWarningEndsItsLineAndTellsItsCauseInShort() throws Exception {
    URI file = LogTest.class.getResource("/log4j2.properties").toURI();
    try (LoggerContext context = new LoggerContext("of the application")) {
      Configuration log = ConfigurationFactory.getInstance().getConfiguration(context, "log", file);
      log.initialize();
      Layout<?> layout = log.getAppender("console").getLayout();

      assertThat(text(layout, Optional.empty())).endsWith(" WARN Disk: slow\n");
      assertThat(text(layout, Optional.of(new IOException("full\nby 3 bytes"))))
          .endsWith(" WARN Disk: slow\njava.io.IOException: full\n  by 3 bytes\n");
    }
  }

  @Test
  void whatLibrariesSayIsPrintable() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream usual = System.err;
    URI file = LogTest.class.getResource("/log4j2.properties").toURI();
    try (LoggerContext context = new LoggerContext("of the application")) {
      context.start(ConfigurationFactory.getInstance().getConfiguration(context, "log", file));
      System.setErr(PrintableLines.to(new PrintStream(bytes, true, StandardCharsets.UTF_8)));
      context
          .getLogger("machine.Disk")
          .warn(
              "name \u001b[2J\u202ex\n12:00:00 WARN forged, s3a://KEY:Geheim@b fs.s3a.secret.key=Geheim",
              new IOException("\u0007é 時\nforged"));
      System.err.print("\tat ");
      System.err.println("x");
    } finally {
      System.setErr(usual);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .satisfiesExactly(
            line -> assertThat(line).endsWith(" WARN Disk: name \\u001b[2J\\u202ex"),
            line ->
                assertThat(line)
                    .isEqualTo("  12:00:00 WARN forged, s3a://***@b fs.s3a.secret.key=***"),
            line -> assertThat(line).isEqualTo("java.io.IOException: \\u0007é 時"),
            line -> assertThat(line).isEqualTo("  forged"),
            line -> assertThat(line).isEqualTo("    at x"));
  }

  private static String text(Layout<?> layout, Optional<Exception> cause) {
    Log4jLogEvent event =
        Log4jLogEvent.newBuilder()
            .setLoggerName("machine.Disk")
            .setLevel(Level.WARN)
            .setMessage(new SimpleMessage("slow"))
            .setThrown(cause.orElse(null))
            .build();
    return new String(layout.toByteArray(event), StandardCharsets.UTF_8);
  }
}
