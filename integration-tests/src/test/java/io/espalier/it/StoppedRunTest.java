package io.espalier.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.jobs.InProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A driver that is killed half-way through a training. */
class StoppedRunTest {
  @TempDir Path folder;

  @BeforeEach
  void writeConfiguration() throws IOException {
    Files.writeString(
        folder.resolve("long.conf"),
        """
        run { name = long, store = stopped }
        data { source { format = control-charts, count = 300, length = 30 }, shards = 2 }
        network.layers = [{ type = lstm, units = 8 }]
        train { epochs = 8, batch-size = 4, local-steps = 2, checkpoint.every-rounds = 5 }
        recover.epochs = 1
        """);
  }

  @Test
  void goesOnFromItsLastCheckpointToTheSameBytes() throws IOException, InterruptedException {
    Launcher launcher = new Launcher(folder);
    Launcher.Running running = launcher.start("run", "long.conf");
    awaitCheckpoints(running);
    running.process().destroyForcibly();
    Outcome killed = running.outcome();

    Outcome resumed = launcher.run("run", "long.conf");
    Outcome undisturbed =
        InProcess.espalier(
            "run",
            folder.resolve("long.conf").toString(),
            "--set",
            "run.store=" + folder.resolve("undisturbed"));

    assertThat(killed.exit()).isEqualTo(128 + 9);
    assertThat(killed.out()).isEmpty();
    assertThat(resumed.exit()).as(resumed.err()).isZero();
    assertThat(resumed.err()).containsPattern("going on from the checkpoint of round [1-9]");
    assertThat(undisturbed.exit()).as(undisturbed.err()).isZero();
    assertThat(undisturbed.err()).doesNotContain("going on");
    for (String file : new String[] {"model.zip", "summary.json", "stages.json"}) {
      assertThat(folder.resolve("stopped/runs/long").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("undisturbed/runs/long").resolve(file));
    }
    assertThat(StoreFiles.checkpoints(folder.resolve("stopped"))).isEmpty();
  }

  private void awaitCheckpoints(Launcher.Running running) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(Duration.ofMinutes(3));
    while (StoreFiles.checkpoints(folder.resolve("stopped")).size() < 2) {
      assertThat(running.process().isAlive()).as(Files.readString(running.err())).isTrue();
      assertThat(Instant.now()).as("no checkpoint appeared").isBefore(end);
      Thread.sleep(20);
    }
  }
}
