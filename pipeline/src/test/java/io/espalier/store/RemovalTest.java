package io.espalier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.model.InputException;
import io.espalier.store.Garbage.Item;
import io.espalier.store.Inventory.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store with three finished runs: all share a dataset, two share a training. */
class RemovalTest {
  @TempDir private Path temporary;
  private Store store;

  @BeforeEach
  void fill() throws IOException {
    store = Store.at(temporary.toUri().toString(), new Configuration(), "test");
    store.create();
    for (String key : List.of("data", "train1", "train2", "export1", "export2", "export3")) {
      store.stage(key).write("result.bin", new byte[100]);
      store.stage(key).commit("any", key);
    }
    finish("day-1", 3, Map.of("prepare", "data", "train", "train1", "export", "export1"));
    finish("day-2", 2, Map.of("prepare", "data", "train", "train1", "export", "export2"));
    finish("other", 9, Map.of("prepare", "data", "train", "train2", "export", "export3"));
  }

  private void finish(String run, int days, Map<String, String> stages) throws IOException {
    References.finish(store.run(run), stages);
    store.run(run).commit("run", run);
    FileTime time = FileTime.from(Instant.now().minus(Duration.ofDays(days)));
    for (String file : List.of("stages.json", "manifest.json")) {
      Files.setLastModifiedTime(temporary.resolve("runs").resolve(run).resolve(file), time);
    }
    for (String key : stages.values()) {
      try (var files = Files.list(temporary.resolve("stages").resolve(key))) {
        for (Path file : files.toList()) {
          Files.setLastModifiedTime(file, time);
        }
      }
    }
  }

  @Test
  void namesTheRunAndTheStagesThatNoOtherRunRefersTo() {
    Removal removal = Removal.of(store, List.of("day-1"));
    assertThat(removal.items())
        .extracting(Item::path)
        .containsExactly("runs/day-1", "stages/export1");
    assertThat(temporary.resolve("runs/day-1/stages.json")).exists();
    assertThat(removal.items()).allMatch(removal::delete);
    assertThat(temporary.resolve("runs/day-1")).doesNotExist();
    assertThat(temporary.resolve("stages/export1")).doesNotExist();
    assertThat(temporary.resolve("stages/train1/result.bin")).exists();
    assertThat(Verification.of(store, folder -> {}).damage()).isEmpty();
  }

  @Test
  void ofSeveralRunsTakesWhatOnlyTheyShare() {
    assertThat(Removal.of(store, List.of("day-2", "day-1")).items())
        .extracting(Item::path)
        .containsExactly(
            "runs/day-1", "runs/day-2", "stages/export1", "stages/export2", "stages/train1");
  }

  @Test
  void refusesUnknownRunsAndThoseThatAreBeingComputed() {
    try (Lock lock = store.await("train1", "train", Duration.ZERO, told -> {})) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> Removal.of(store, List.of("day-1", "nobody", "other")))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("run day-1 is being computed now")
          .hasMessageContaining("the store has no run 'nobody'");
    }
  }

  @Test
  void leavesWhatSomebodyHasComeToNeed() {
    Removal removal = Removal.of(store, List.of("day-1"));
    List<Item> items = removal.items();
    References.of(store.run("new"), told -> {}).add("export", "export1");
    assertThat(items.stream().filter(removal::delete).map(Item::path))
        .containsExactly("runs/day-1");
  }

  @Test
  void givesUpARunWhoseListIsDamagedAndLeavesItsStagesToGc() throws IOException {
    Files.writeString(temporary.resolve("runs/other/stages.json"), "{");
    Removal removal = Removal.of(store, List.of("other"));
    assertThat(removal.items()).extracting(Item::path).containsExactly("runs/other");
    assertThat(removal.items()).allMatch(removal::delete);
    assertThat(Garbage.of(store, Duration.ofDays(1)).items())
        .extracting(Item::path)
        .containsExactly("stages/export3", "stages/train2");
  }

  @Test
  void isRefusedWhileTheListOfAnotherRunIsDamaged() throws IOException {
    Files.writeString(temporary.resolve("runs/other/stages.json"), "{");
    Removal removal = Removal.of(store, List.of("day-1"));
    assertThatThrownBy(removal::items)
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("runs/other/stages.json");
  }

  @Test
  void keepsTheNewestRuns() {
    Garbage garbage = Garbage.of(store, Duration.ofDays(1)).keepingLast(2, "");
    assertThat(garbage.items())
        .extracting(Item::path)
        .containsExactly("runs/other", "stages/export3", "stages/train2");
    assertThat(garbage.items()).allMatch(garbage::delete);
    assertThat(Verification.of(store, folder -> {}).damage()).isEmpty();
    assertThat(Garbage.of(store, Duration.ofDays(1)).items()).isEmpty();
  }

  @Test
  void keepsTheNewestRunsOfAPrefixAndAllThatAreYoung() {
    assertThat(Garbage.of(store, Duration.ofDays(1)).keepingLast(1, "day-").items())
        .extracting(Item::path)
        .containsExactly("runs/day-1", "stages/export1");
    assertThat(Garbage.of(store, Duration.ofDays(5)).keepingLast(1, "day-").items()).isEmpty();
  }

  @Test
  void whatAKillLeavesOfADeletionIsFoundAndHarmsNobody() throws IOException {
    Path half = temporary.resolve("stages/.removed-0-export1");
    Files.move(temporary.resolve("stages/export1"), half);
    Files.move(temporary.resolve("runs/day-1"), temporary.resolve("runs/.removed-0-day-1"));
    Inventory inventory = Inventory.of(store, told -> {});
    assertThat(inventory.runs()).extracting(Run::name).containsExactly("day-2", "other");
    assertThat(inventory.stages()).hasSize(5);
    Garbage garbage = Garbage.of(store, Duration.ofDays(1));
    assertThat(garbage.items())
        .extracting(Item::path)
        .containsExactly("runs/.removed-0-day-1", "stages/.removed-0-export1");
    assertThat(garbage.items()).allMatch(garbage::delete);
    assertThat(half).doesNotExist();
  }

  @Test
  void tellsHowLargeARunIsAndWhatGivingItUpFrees() {
    Run run = Inventory.of(store, told -> {}).runs().get(0);
    long own = run.extent().bytes();
    long stage = Inventory.of(store, told -> {}).stages().get(0).extent().bytes();
    assertThat(run.room().bytes()).isBetween(own + 3 * 100, own + 4 * stage);
    assertThat(run.room().alone()).isBetween(own + 100, own + 2 * stage);
  }
}
