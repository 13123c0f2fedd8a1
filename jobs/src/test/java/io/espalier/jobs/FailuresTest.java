package io.espalier.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.model.InputException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private static final String LAST =
      "espalier: the same command goes on where this one stopped; --stacktrace tells more";

  @Test
  void badInputExitsWithTwoHoweverDeepItIs() {
    InputException input = new InputException(List.of("a is wrong", "b is wrong"));
    RuntimeException wrapped = new RuntimeException("Job aborted", new RuntimeException(input));

    assertThat(Failures.exitCode(wrapped)).isEqualTo(2);
    assertThat(Failures.lines(wrapped))
        .containsExactly("espalier: a is wrong", "espalier: b is wrong");
  }

  @Test
  void whatIsRequiredAndDoesNotHoldExitsWithThreeAndSaysNothingOfTryingAgain() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams = new Streams(System.out, new PrintStream(err, true, UTF_8), 0);

    assertThat(Failures.unmet(List.of(), streams)).isZero();
    assertThat(Failures.unmet(List.of("a is too large"), streams)).isEqualTo(3);
    assertThat(err.toString(UTF_8).lines()).containsExactly("espalier: a is too large");
  }

  @Test
  void otherFailuresExitWithOneAndTellTheRootFirst() {
    RuntimeException failure =
        new RuntimeException(
            "level 2 failed",
            new IllegalStateException("round 7 failed", new IOException("disk full")));

    assertThat(Failures.exitCode(failure)).isEqualTo(1);
    assertThat(Failures.lines(failure))
        .containsExactly(
            "espalier: disk full",
            "espalier:   in: round 7 failed",
            "espalier:   in: level 2 failed",
            LAST);
  }

  @Test
  void leavesStackTracesInMessagesOut() {
    RuntimeException failure =
        new RuntimeException("Job aborted: Lost task 0.0\n\tat org.Some.frame(Some.java:1)");

    assertThat(Failures.lines(failure))
        .containsExactly("espalier: Job aborted: Lost task 0.0", LAST);
  }

  @Test
  void namesTheKindWhereTheMessageSaysTooLittle() {
    assertThat(Failures.lines(new OutOfMemoryError("heap")).get(0))
        .isEqualTo("espalier: OutOfMemoryError: heap");
    assertThat(Failures.lines(new NullPointerException()).get(0))
        .isEqualTo("espalier: NullPointerException");
  }

  @Test
  void saysTheSameThingOnce() {
    IOException root = new IOException("disk is full");

    assertThat(Failures.lines(new RuntimeException(root)))
        .containsExactly("espalier: disk is full", LAST);
  }

  @Test
  void tellsTheCauseFirstEvenWhereAMessageRepeatsIt() {
    IOException root = new IOException("disk is full");
    RuntimeException outer = new RuntimeException("cannot write x: " + root, root);

    assertThat(Failures.lines(outer))
        .containsExactly("espalier: disk is full", "espalier:   in: cannot write x", LAST);
  }

  @Test
  void prefersAMessageToTheKindOfItsCause() {
    IOException told =
        new IOException(
            "no answer from there: java.io.EOFException; see elsewhere", new EOFException());

    assertThat(Failures.lines(new RuntimeException("cannot write x: " + told, told)))
        .containsExactly(
            "espalier: no answer from there: java.io.EOFException; see elsewhere",
            "espalier:   in: cannot write x",
            LAST);
  }
}
