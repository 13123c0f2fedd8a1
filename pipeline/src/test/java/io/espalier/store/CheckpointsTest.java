package io.espalier.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.model.ExampleGraphs;
import io.espalier.model.Mask;
import io.espalier.model.Network;
import io.espalier.model.NetworkState;
import io.espalier.model.TrainingProgress;
import io.espalier.model.TrainingState;
import io.espalier.model.TrainingState.EpochFacts;
import io.espalier.model.TrainingState.EpochUnderWay;
import io.espalier.model.Velocity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointsTest {
  @TempDir private Path temporary;
  private final List<String> damage = new ArrayList<>();
  private Checkpoints checkpoints;

  @BeforeEach
  void open() {
    checkpoints = keeping(2);
  }

  private Checkpoints keeping(int kept) {
    return checkpoints(7, kept);
  }

  private Checkpoints checkpoints(long seed, int kept) {
    Folder stage = Folder.at(temporary.toUri().toString(), new Configuration());
    return new Checkpoints(stage, "key", seed, kept);
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
  void givesBackTheVelocityOfAverages() {
    checkpoints.save(state(3, new Velocity(new float[] {1f, -0f, 2f})));
    assertThat(checkpoints.newest(damage::add))
        .map(TrainingState::velocity)
        .contains(new Velocity(new float[] {1f, -0f, 2f}));
  }

  @Test
  void keepsTheNewestAndTheBest() throws IOException {
    Checkpoints three = keeping(3);
    for (int round : new int[] {1, 2, 3, 4, 9, 10, 11}) {
      three.save(state(round));
    }
    assertThat(rounds()).containsExactlyInAnyOrder("1", "9", "10", "11");
  }

  @Test
  void aDamagedNewerOneNeverTakesThePlaceOfAGoodOne() throws IOException {
    Checkpoints one = keeping(1);
    one.save(state(1));
    one.save(state(8));
    damage(8);
    assertThat(one.newest(damage::add)).contains(state(1));
    one.save(state(5));
    assertThat(rounds()).containsExactlyInAnyOrder("1", "5");
    assertThat(one.newest(damage::add)).contains(state(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"state.bin", "round.json", "manifest.json"})
  void stepsOverOneWithADamagedOrMissingFile(String name) throws IOException {
    checkpoints.save(state(1));
    checkpoints.save(state(2));
    Path file = temporary.resolve("rounds/2").resolve(name);
    byte[] content = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(content, content.length - 1));
    assertThat(checkpoints.newest(damage::add)).contains(state(1));
    Files.delete(file);
    assertThat(checkpoints.newest(damage::add)).contains(state(1));
    assertThat(damage).hasSize(2).allMatch(line -> line.contains("rounds/2"));
  }

  @Test
  void stepsOverThoseOfAnotherSeed() {
    checkpoints.save(state(1));
    assertThat(checkpoints(8, 2).newest(damage::add)).isEmpty();
    assertThat(damage).singleElement().asString().contains("another training");
  }

  @Test
  void givesBackTheMasksOfTheNetworkAndOfTheBestOne() {
    checkpoints.save(state(3));
    TrainingState read = checkpoints.newest(damage::add).orElseThrow();
    assertThat(read.mask()).isEqualTo(Mask.all(3).without(new int[] {0}));
    assertThat(read.best().mask()).isEqualTo(Mask.all(3).without(new int[] {1}));
  }

  @Test
  void stepsOverOneOfAnOlderFormat() {
    checkpoints.save(state(1));
    Folder folder =
        Folder.at(temporary.resolve("rounds/2").toUri().toString(), new Configuration());
    folder.write("state.bin", new byte[] {0, 0, 0, 3, 0, 0, 0, 0});
    folder.commit("round", "key");
    assertThat(checkpoints.newest(damage::add)).contains(state(1));
    assertThat(damage)
        .singleElement()
        .asString()
        .contains("state of format 3, this version reads format 4", "round 2 is stepped over");
  }

  @Test
  void stepsOverADamagedOneToThePreviousGoodOne() throws IOException {
    checkpoints.save(state(1));
    checkpoints.save(state(2));
    damage(2);
    assertThat(checkpoints.newest(damage::add)).contains(state(1));
    assertThat(damage).singleElement().asString().contains("rounds/2/state.bin");
  }

  private List<String> rounds() throws IOException {
    try (var rounds = Files.list(temporary.resolve("rounds"))) {
      return rounds.map(path -> path.getFileName().toString()).toList();
    }
  }

  private void damage(int round) throws IOException {
    Path file = temporary.resolve("rounds/" + round + "/state.bin");
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 1;
    Files.write(file, content);
  }

  /** A state whose best epoch ended with round 1. */
  private static TrainingState state(int round) {
    return state(round, Velocity.NONE);
  }

  private static TrainingState state(int round, Velocity velocity) {
    Network network = ExampleGraphs.chain();
    NetworkState best =
        new NetworkState(
            network,
            new float[] {1f, -0f, Float.MIN_VALUE},
            new float[0],
            new TrainingProgress(1, 1, 8));
    NetworkState current =
        best.with(
            new float[] {round, 2f, 3f},
            new float[] {0.1f},
            new TrainingProgress(1, round, 8 * round));
    return new TrainingState(
        current,
        Mask.all(3).without(new int[] {0}),
        velocity,
        new TrainingState.Best(best, Mask.all(3).without(new int[] {1}), 0.25),
        new EpochUnderWay(2, 1.5, 64, 1L << 40),
        List.of(new EpochFacts(1, 0.5, 0.25, 1L << 41)));
  }
}
