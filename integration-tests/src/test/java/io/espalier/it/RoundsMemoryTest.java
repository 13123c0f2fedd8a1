package io.espalier.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What rounds leave behind in a driver and its two executors: a state of 4 MB travels in each, so
 * that one copy kept a round would come to 200 MB at least. Several are alive in the middle of one.
 */
class RoundsMemoryTest {
  private static final int MEGABYTES_OF_A_FEW_ROUNDS = 80;
  private static final int MEGABYTES_OF_COMPILED_CODE = 100;

  /** So many are begun more than are looked at: the run must not end while it is looked at. */
  private static final int MORE_ROUNDS = 100;

  @TempDir Path folder;

  @Test
  void staysFlatOverRounds() throws IOException, InterruptedException {
    check(60);
  }

  @Tag("faults")
  @Test
  void staysFlatOverManyRounds() throws IOException, InterruptedException {
    check(300);
  }

  private void check(int rounds) throws IOException, InterruptedException {
    Launcher.Running running = start(rounds + MORE_ROUNDS);
    List<MeasuredMemory> before = at(10, running);
    long storedBefore = stored();
    List<MeasuredMemory> after = at(rounds, running);
    long storedAfter = stored();
    running.kill();
    running.outcome();
    Files.writeString(
        Path.of("target", "memory-of-%d-rounds.txt".formatted(rounds)),
        "after 10 rounds: %s, %d MB in Spark's storage%nafter %d: %s, %d MB in Spark's storage%n"
            .formatted(before, storedBefore, rounds, after, storedAfter));
    assertThat(after).hasSize(3);
    for (int i = 0; i < after.size(); i++) {
      assertThat(after.get(i).heap() - before.get(i).heap())
          .as("heap of process %d, %s then %s", i, before, after)
          .isLessThan(MEGABYTES_OF_A_FEW_ROUNDS);
      assertThat(after.get(i).resident() - before.get(i).resident())
          .as("memory of process %d, %s then %s", i, before, after)
          .isLessThan(MEGABYTES_OF_COMPILED_CODE);
    }
    assertThat(storedAfter - storedBefore).isLessThan(MEGABYTES_OF_A_FEW_ROUNDS);
  }

  private Launcher.Running start(int rounds) throws IOException {
    Files.writeString(
        folder.resolve("rounds.conf"),
        """
        run { name = rounds, store = "%s" }
        data { source { format = control-charts, count = %d, length = 10 }, shards = 2 }
        network.layers = [{ type = lstm, units = 300 }]
        # Rounds that go together in one job end where a checkpoint is due, and are told then.
        train { epochs = 1, batch-size = 2, local-steps = 2, checkpoint.every-rounds = 10 }
        """
            .formatted(folder.resolve("store"), 13 * rounds));
    Path home = SparkHome.create(Files.createDirectories(folder.resolve("spark")));
    String options = "-XX:+UseSerialGC -XX:+AlwaysPreTouch -Xms512m";
    return new Launcher(folder, SparkHome.environment(home))
        .start(
            "--master=local-cluster[2,1,1024]",
            "--conf=spark.executor.memory=512m",
            "--conf=spark.driver.memory=512m",
            "--conf=spark.executor.extraJavaOptions=" + options,
            "--conf=spark.driver.extraJavaOptions=" + options,
            "--conf=spark.ui.enabled=false",
            "--conf=spark.metrics.conf.driver.sink.csv.class="
                + "org.apache.spark.metrics.sink.CsvSink",
            "--conf=spark.metrics.conf.driver.sink.csv.period=1",
            "--conf=spark.metrics.conf.driver.sink.csv.unit=seconds",
            "--conf=spark.metrics.conf.driver.sink.csv.directory=" + metrics(),
            "train",
            "rounds.conf");
  }

  /** The driver's and the executors' memory once so many rounds are done. */
  private List<MeasuredMemory> at(int rounds, Launcher.Running running) throws IOException {
    running.await(
        rounds + " rounds", () -> done() >= rounds ? Optional.of(rounds) : Optional.empty());
    return MeasuredMemory.ofSpark(running.process().toHandle());
  }

  /** Rounds that are in the journal. */
  private int done() throws IOException {
    for (Path file : StoreFiles.below(folder.resolve("store/stages"))) {
      if (file.endsWith("rounds.jsonl")) {
        return Files.readAllLines(file).size();
      }
    }
    return 0;
  }

  /** Megabytes in the storage of all processes, as the driver's metrics have it. */
  private long stored() throws IOException {
    Path file =
        StoreFiles.below(metrics()).stream()
            .filter(path -> path.toString().endsWith("BlockManager.memory.memUsed_MB.csv"))
            .findFirst()
            .orElseThrow();
    List<String> lines = Files.readAllLines(file);
    return Long.parseLong(lines.get(lines.size() - 1).split(",")[1]);
  }

  private Path metrics() throws IOException {
    return Files.createDirectories(folder.resolve("metrics"));
  }
}
