package io.espalier.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.model.NetworkState;
import io.espalier.model.NetworkStructure;
import io.espalier.model.NetworkStructure.Origin;
import io.espalier.model.Progress;
import io.espalier.model.TrainingState;
import io.espalier.model.TrainingState.EpochFacts;
import io.espalier.model.TrainingState.EpochUnderWay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  @TempDir private Path temporary;
  private final List<String> damage = new ArrayList<>();
  private Checkpoints checkpoints;

  @BeforeEach
  void open() {
    Folder stage = Folder.at(temporary.toUri().toString(), new Configuration());
    checkpoints = new Checkpoints(stage, "key");
  }

  @Test
  void hasNoneAtFirst() {
    assertThat(checkpoints.newest(damage::add)).isEmpty();
  }

  @Test
  void givesBackTheNewestToTheLastBit() {
    checkpoints.save(state(3));
    checkpoints.save(state(12));
    assertThat(checkpoints.newest(damage::add)).contains(state(12));
    assertThat(damage).isEmpty();
  }

  @Test
  void keepsTheLastTwo() throws IOException {
    checkpoints.save(state(1));
    checkpoints.save(state(2));
    checkpoints.save(state(10));
    try (var rounds = Files.list(temporary.resolve("rounds"))) {
      assertThat(rounds.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("2", "10");
    }
  }

  @Test
  void stepsOverADamagedOneToThePreviousGoodOne() throws IOException {
    checkpoints.save(state(1));
    checkpoints.save(state(2));
    Path file = temporary.resolve("rounds/2/state.bin");
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 1;
    Files.deleteIfExists(file.resolveSibling(".state.bin.crc"));
    Files.write(file, content);
    assertThat(checkpoints.newest(damage::add)).contains(state(1));
    assertThat(damage).singleElement().asString().contains("rounds/2/state.bin");
  }

  @Test
  void stepsOverOneThatWasNeverCommitted() throws IOException {
    checkpoints.save(state(1));
    checkpoints.save(state(2));
    Files.delete(temporary.resolve("rounds/2/manifest.json"));
    assertThat(checkpoints.newest(damage::add)).contains(state(1));
  }

  private static TrainingState state(int round) {
    NetworkStructure structure = new NetworkStructure(Origin.COMPUTATION_GRAPH, "{\"a\": \"ö\"}");
    NetworkState best =
        new NetworkState(
            structure, new float[] {1f, -0f, Float.MIN_VALUE}, new float[0], Progress.START);
    NetworkState current =
        best.with(
            new float[] {round, 2f, 3f}, new float[] {0.1f}, new Progress(1, round, 8 * round));
    return new TrainingState(
        current, best, 0.25, new EpochUnderWay(2, 1.5, 64), List.of(new EpochFacts(1, 0.5, 0.25)));
  }
}
