package io.espalier.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.run.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private long now = 1_000;

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** What stands between two erasures of the line. */
  private List<String> drawings() {
    return List.of(written().substring(1).split("\r"));
  }

  private static String after(String drawing) {
    return drawing.replace("\u001b[K", "");
  }

  @Test
  void barShowsFractionDetailAndTimeLeft() {
    Progress bar = new ProgressBar(stream, 120, () -> now);
    bar.begin("vowels · train", 200);
    now += 30_000;
    bar.advance(50, "loss 0.41 · 31,000 steps/s");

    assertThat(drawings()).hasSize(2);
    assertThat(after(drawings().get(0))).isEqualTo("vowels · train  ░░░░░░░░░░░░░░░░░░░░  0 %");
    assertThat(after(drawings().get(1)))
        .isEqualTo(
            "vowels · train  █████░░░░░░░░░░░░░░░  25 %  loss 0.41 · 31,000 steps/s  1:30 left");
  }

  @Test
  void barRedrawsOnlyTenTimesASecond() {
    Progress bar = new ProgressBar(stream, 120, () -> now);
    bar.begin("train", 1000);
    for (int i = 1; i <= 100; i++) {
      now += 10;
      bar.advance(i, "");
    }

    assertThat(drawings()).hasSize(1 + 10);
  }

  @Test
  void barNeverReachesTheLastColumn() {
    Progress bar = new ProgressBar(stream, 30, () -> now);
    bar.begin("a title that is much too long for it", 10);

    assertThat(after(drawings().get(0))).hasSize(29).endsWith("…");
  }

  @Test
  void barLeavesOneLineForEachOutcomeAndEachThingSaid() {
    Progress bar = new ProgressBar(stream, 80, () -> now);
    bar.begin("train", 10);
    bar.say("a shard was read again");
    bar.end("loss 0.2 in 0:12");

    assertThat(after(written().replace("\r", "|")))
        .startsWith("|train")
        .contains("|a shard was read again" + System.lineSeparator() + "|train")
        .endsWith("|train · loss 0.2 in 0:12" + System.lineSeparator());
  }

  @Test
  void barWithoutATotalShowsNoFraction() {
    Progress bar = new ProgressBar(stream, 80, () -> now);
    bar.begin("prepare", 0);
    now += 1000;
    bar.advance(7, "7 files");

    assertThat(after(drawings().get(1))).isEqualTo("prepare  7 files");
  }

  @Test
  void linesComeEveryFiveSecondsAndForEachOutcome() {
    Progress lines = new ProgressLines(stream, () -> now);
    lines.begin("train", 40);
    for (int i = 1; i <= 20; i++) {
      now += 600;
      lines.advance(i, "loss " + i);
    }
    lines.end("loss 1 in 0:12");

    assertThat(written().lines())
        .containsExactly(
            "train · 22 % · loss 9 · 0:19 left",
            "train · 45 % · loss 18 · 0:13 left", "train · loss 1 in 0:12");
  }

  @Test
  void theTitleStandsOnceBeforeAnOutcome() {
    WorkProgress work = new WorkProgress(() -> now, "vowels · prepare", 10);

    assertThat(work.outcome("3 files")).isEqualTo("vowels · prepare · 3 files");
    assertThat(work.outcome("vowels · prepare: 3 files")).isEqualTo("vowels · prepare: 3 files");
  }

  @Test
  void hoursAreShownAsHours() {
    WorkProgress work = new WorkProgress(() -> now, "train", 10);
    now += 3_600_000;
    work.advance(5, "");

    assertThat(work.timeLeft()).isEqualTo("1:00:00 left");
  }
}
