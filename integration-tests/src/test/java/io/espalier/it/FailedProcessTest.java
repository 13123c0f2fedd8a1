package io.espalier.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees of a process that fails. */
class FailedProcessTest {
  @TempDir Path folder;

  @BeforeEach
  void writeConfiguration() throws IOException {
    Files.writeString(
        folder.resolve("x.conf"),
        """
        run { name = x, store = store }
        data { source { format = control-charts, count = 120, length = 20 }, shards = 2 }
        network.layers = [{ type = lstm, units = 4 }]
        train { epochs = 3, batch-size = 8, local-steps = 2, checkpoint.every-rounds = 2 }
        """);
  }

  @Test
  void aMistakeInTheConfigurationEndsBeforeSparkStarts() throws IOException, InterruptedException {
    Outcome outcome =
        new Launcher(folder).run("run", "x.conf", "--set", "train.epoch=3", "--set", "run.seed=x");

    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines().filter(line -> !line.startsWith("WARNING: Using incubator")))
        .containsExactlyInAnyOrder(
            "espalier: train.epoch is not a known key; did you mean train.epochs? (--set)",
            "espalier: run.seed must be a whole number, got 'x' (--set)");
    assertThat(folder.resolve("store")).doesNotExist();
  }

  @Test
  void badDataIsNamedByFileAndLineWithoutAStackTrace() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("train.csv"), "a,1,2,3\nb,1,Infinity,3\n");
    Files.writeString(
        folder.resolve("x.conf"),
        """
        run { name = x, store = store }
        data { source { format = wide, train = train.csv }, shards = 2 }
        network.layers = [{ type = lstm, units = 4 }]
        """);

    Outcome outcome = new Launcher(folder).run("run", "x.conf", "--master=local[2]");

    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.problems()).anyMatch(problem -> problem.contains("train.csv:2"));
    assertThat(outcome.err()).doesNotContain("\tat ", "Exception", " WARN ", " ERROR ");
    assertThat(StoreFiles.below(folder.resolve("store/stages"))).isEmpty();
    assertThat(StoreFiles.below(folder.resolve("store/runs"))).isEmpty();
  }

  @Test
  void aTrainingThatDivergesSaysWhereAndWhatToTry() throws IOException, InterruptedException {
    Files.writeString(
        folder.resolve("x.conf"),
        """
        train.updater { type = sgd, learning-rate = 1 }
        train.l2 = 100 # Each step makes every weight about -100 times as large.
        """,
        StandardOpenOption.APPEND);

    Outcome outcome = new Launcher(folder).run("run", "x.conf", "--set", "train.epochs=20");

    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.problems().get(0))
        .containsPattern("^x · train: the loss became \\S+ in round \\d+\\.")
        .containsPattern("The last good checkpoint is that of round \\d+")
        .contains("train.updater.learning-rate", "train.clip");
    assertThat(outcome.problems()).hasSize(2).endsWith("--stacktrace tells more");
    assertThat(outcome.err()).doesNotContain("\tat ", "Exception");
    assertThat(folder.resolve("store/runs/x").toFile().list()).containsExactly("under-way.json");
  }
}
